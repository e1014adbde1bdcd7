import type { Verdict } from '../../run/record.ts';
import type { CheckResult, RuleResult } from '../model.ts';
import { EXEMPT } from './exempt.ts';
import { RULES } from './rules.ts';

/** A proven FAIL first; then what proves nothing; a skip before a pass. */
const ORDER: readonly Verdict[] = ['FAIL', 'INVALID', 'PASS', 'SKIPPED'];

/** The verdict over several. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((one) => verdicts.includes(one)) ?? 'SKIPPED';
}

/** What the checks say of each rule of docs/protocol. */
export function judge(results: readonly CheckResult[]): readonly RuleResult[] {
  return RULES.map(({ id, section }) => {
    const mine = results.filter(({ rules, broken }) => rules.includes(id) || broken?.rule === id);
    const checks = mine.map(({ name }) => name);
    const reason = EXEMPT.get(id);
    const because = reason === undefined ? {} : { reason };
    if (mine.length === 0) return { id, section, verdict: 'NOT CHECKED', checks, ...because };
    // A check that failed for another rule says nothing against this one.
    const verdicts = mine.map(({ verdict, broken }) =>
      verdict === 'FAIL' && broken?.rule !== id ? 'SKIPPED' : verdict,
    );
    return { id, section, verdict: worst(verdicts), checks, ...because };
  });
}
