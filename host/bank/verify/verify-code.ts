import { countedWrong, locksByIdleness } from '../policy/lock.ts';
import { waitSeconds } from '../policy/throttle.ts';
import { type CodeCase, judgeCode, type Judgement } from './judge-code.ts';
import { afterAccepted, afterWait, afterWrong, withoutResync } from './memory.ts';
import { codeKindOf } from './motion.ts';
import type { CodeVerdict, TokenMemory } from './token-key.ts';

/**
 * Judges a code and tells what the bank remembers from now on. A locked token's codes, and those
 * that come too soon after wrong ones, are not looked at and change nothing. Each other one is
 * accepted, or counts as wrong, or is a replay, which counts if the policy says so.
 * @throws UsageError for parameters that no token has, and an OCRA code without its challenge.
 */
export function verifyCode(asked: CodeCase): CodeVerdict {
  const { memory, policy } = asked;
  const unixSeconds = Math.floor(asked.unixSeconds);
  if (memory.lockedAt !== undefined) return { outcome: 'locked', memory };
  const idle = locksByIdleness(policy, memory.acceptedAt, unixSeconds);
  if (idle && memory.idleAllowed !== true) {
    return { outcome: 'locked', memory: { ...memory, lockedAt: unixSeconds } };
  }
  const counted = { ...memory, wrongInARow: countedWrong(policy, memory, unixSeconds) };
  const retryAfter = waitSeconds(policy, counted, unixSeconds);
  if (retryAfter > 0) {
    const waiting = afterWait(memory, retryAfter, unixSeconds);
    return { outcome: 'throttled', memory: waiting, retryAfter };
  }
  const judgement = judgeCode({ ...asked, memory: counted, unixSeconds });
  const seen = { ...counted, seen: (memory.seen ?? 0) + 1 };
  return verdictOf(judgement, seen, { ...asked, unixSeconds });
}

function verdictOf(judgement: Judgement, memory: TokenMemory, asked: CodeCase): CodeVerdict {
  const { outcome, factor, offset } = judgement;
  const { policy, unixSeconds, key } = asked;
  if (outcome === 'replayed') {
    const counts = policy.replayCounts === true;
    return { outcome, memory: counts ? afterWrong(memory, policy, unixSeconds) : memory };
  }
  if (outcome === 'wrong' || factor === undefined) {
    return { outcome: 'wrong', memory: afterMiss(memory, asked) };
  }
  if (outcome === 'resync-wanted') {
    const first = { ...memory, resync: { factor, at: unixSeconds } };
    const counts = policy.resync.firstCounts === true;
    return { outcome, memory: counts ? afterWrong(first, policy, unixSeconds) : first };
  }
  const accepted = afterAccepted(memory, {
    factor,
    motion: codeKindOf(key.parameters).motion,
    policy,
    unixSeconds,
    challenge: key.parameters.mode === 'ocra' ? asked.challenge : undefined,
    resynchronised: outcome === 'resynchronised',
  });
  return { outcome, memory: accepted, ...(offset !== undefined && { offset }) };
}

/** After a first code the second is due: what is neither may lock at once, if the policy says so. */
function afterMiss(memory: TokenMemory, { policy, unixSeconds }: CodeCase): TokenMemory {
  const { resync } = memory;
  const due = resync !== undefined && unixSeconds - resync.at <= policy.resync.withinSeconds;
  const wrong = afterWrong(memory, policy, unixSeconds);
  if (!due || policy.resync.wrongNextLocks !== true) return wrong;
  return { ...withoutResync(wrong), lockedAt: unixSeconds };
}
