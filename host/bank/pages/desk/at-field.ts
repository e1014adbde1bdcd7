import type { Reply } from '../../domain/reply.ts';
import type { SentenceId } from '../../domain/sentences.ts';

/** A sentence, and whether what it asks for is there. */
export type Check = readonly [otherwise: SentenceId, isGood: boolean];

/** A reply that refuses a form as a whole, told by the first field that is at fault. */
export function atField<Answer extends Reply>(
  reply: Answer,
  whole: SentenceId,
  checks: readonly Check[],
): Answer {
  if (reply.outcome !== 'refused' || reply.sentence !== whole) return reply;
  const fault = checks.find(([, isGood]) => !isGood);
  return fault === undefined ? reply : { ...reply, sentence: fault[0] };
}
