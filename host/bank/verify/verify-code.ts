import { PolicyKernel } from '../kernel/policy-kernel.ts';
import { LOOKED_AT, Verdict } from '../kernel/verdict.ts';
import { type CodeCase, judgeCode, type Judgement } from './judge-code.ts';
import { withAccepted } from './memory.ts';
import { columnsOf, memoryOf } from './memory-numbers.ts';
import { codeKindOf } from './motion.ts';
import type { CodeVerdict } from './token-key.ts';

/**
 * Judges a code and tells what the bank remembers from now on. A locked token's codes, and those
 * that come too soon after wrong ones, are not looked at and change nothing. Each other one is
 * accepted, or counts as wrong, or is a replay, which counts if the policy says so.
 * @throws UsageError for parameters that no token has, and an OCRA code without its challenge.
 */
export function verifyCode(asked: CodeCase): CodeVerdict {
  const { key, memory, policy } = asked;
  const unixSeconds = Math.floor(asked.unixSeconds);
  const { motion } = codeKindOf(key.parameters);
  const kernel = new PolicyKernel(policy, motion);
  const columns = columnsOf(memory);
  const admission = kernel.admit(columns, 0, unixSeconds);
  if (admission === Verdict.throttled) {
    const retryAfter = kernel.wait(columns, 0, unixSeconds);
    return { outcome: 'throttled', memory: memoryOf(columns, memory), retryAfter };
  }
  if (admission === Verdict.locked) return { outcome: 'locked', memory };
  if (admission !== LOOKED_AT) return { outcome: 'locked', memory: memoryOf(columns, memory) };
  const looked = { ...asked, memory: memoryOf(columns, memory), unixSeconds };
  const { outcome, factor, offset } = judgeCode(looked);
  settle(kernel, columns, unixSeconds, { outcome, factor: factor ?? 0 });
  const seen = { ...memoryOf(columns, memory), seen: (memory.seen ?? 0) + 1 };
  if (factor === undefined || (outcome !== 'accepted' && outcome !== 'resynchronised')) {
    return { outcome, memory: seen };
  }
  const challenge = key.parameters.mode === 'ocra' ? asked.challenge : undefined;
  const accepted = withAccepted(seen, { factor, motion, unixSeconds, challenge });
  return { outcome, memory: accepted, ...(offset !== undefined && { offset }) };
}

function settle(
  kernel: PolicyKernel,
  columns: Float64Array,
  unixSeconds: number,
  { outcome, factor }: { readonly outcome: Judgement['outcome']; readonly factor: number },
): void {
  if (outcome === 'accepted') kernel.afterAccepted(columns, 0, unixSeconds, factor);
  else if (outcome === 'resynchronised') kernel.afterSecond(columns, 0, unixSeconds, factor);
  else if (outcome === 'resync-wanted') kernel.afterFirst(columns, 0, unixSeconds, factor);
  else if (outcome === 'replayed') kernel.afterReplay(columns, 0, unixSeconds);
  else kernel.afterWrong(columns, 0, unixSeconds);
}
