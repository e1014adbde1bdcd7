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

/** What the checks say of each rule of docs/protocol that is theirs, or that no host can check. */
export function judge(results: readonly CheckResult[]): readonly RuleResult[] {
  return RULES.flatMap(({ id, section }): readonly RuleResult[] => {
    const mine = results.filter(({ rules, broken }) => rules.includes(id) || broken?.rule === id);
    const checks = mine.map(({ name }) => name);
    const reason = EXEMPT.get(id);
    const because = reason === undefined ? {} : { reason };
    if (mine.length === 0) {
      return reason === undefined ? [] : [{ id, section, verdict: 'NOT CHECKED', checks, reason }];
    }
    // A check that failed for another rule says nothing against this one.
    const verdicts = mine.map(({ verdict, broken }) =>
      verdict === 'FAIL' && broken?.rule !== id ? 'SKIPPED' : verdict,
    );
    return [{ id, section, verdict: worst(verdicts), checks, ...because }];
  });
}
