import { Verdict, verdictOf } from '../kernel/verdict.ts';
import type { CodeWindow, Policy } from '../policy/policy.ts';
import { type Challenge, type CodeSource, oathCodeSource } from './code-source.ts';
import { valueOfCode } from './code-text.ts';
import { lookFor } from './look-for.ts';
import { codeKindOf } from './motion.ts';
import { planSearch } from './search-plan.ts';
import type { TokenKey, TokenMemory } from './token-key.ts';

/** A code, and all that it is judged by. */
export interface CodeCase {
  readonly key: TokenKey;
  readonly memory: TokenMemory;
  /** As it was typed: see `normaliseCode`. */
  readonly code: string;
  /** What an OCRA code answers; read for OCRA alone. */
  readonly challenge?: Challenge;
  /** The bank's own time. */
  readonly unixSeconds: number;
  readonly policy: Policy;
  /** Who makes the codes to compare with; `oathCodeSource` if absent. */
  readonly source?: CodeSource;
}

/** What a code is, before anything comes of it. */
export interface Judgement {
  readonly outcome: 'accepted' | 'wrong' | 'replayed' | 'resync-wanted' | 'resynchronised';
  /** The factor that shows it; of a code that is in the window and comes too late, too. */
  readonly factor?: number;
  /** Steps or counters from the bank's own. */
  readonly offset?: number;
}

/**
 * What would come of a code, changing nothing, and of a locked or throttled token too. A code that
 * was accepted lately is `replayed` even where it happens to be that of another factor as well: a
 * used code is dead.
 * @throws UsageError for parameters that no token has, and an OCRA code without its challenge.
 */
export function judgeCode(asked: CodeCase & { readonly window?: CodeWindow }): Judgement {
  const { key, source = oathCodeSource } = asked;
  const kind = codeKindOf(key.parameters);
  const challenge = key.parameters.mode === 'ocra' ? asked.challenge : undefined;
  const plan = planSearch({
    kind,
    memory: asked.memory,
    policy: asked.policy,
    unixSeconds: asked.unixSeconds,
    ...(challenge !== undefined && { challenge }),
    ...(asked.window !== undefined && { window: asked.window }),
  });
  const wanted = valueOfCode(asked.code, kind.digits);
  const seen = lookFor(wanted, plan, { source, key, challenge });
  const found = (outcome: Judgement['outcome'], factor: number | undefined): Judgement =>
    factor === undefined ? { outcome } : { outcome, factor, offset: factor - plan.expected };
  const { lately, inWindow, next, around, passed } = seen;
  const isSecond = next !== undefined;
  switch (verdictOf(lately, inWindow !== undefined, isSecond, around !== undefined)) {
    case Verdict.replayed:
      return found('replayed', passed);
    case Verdict.accepted:
      return found('accepted', inWindow);
    case Verdict.resynchronised:
      return found('resynchronised', next);
    case Verdict.resyncWanted:
      return found('resync-wanted', around);
    default:
      return found('wrong', passed);
  }
}
