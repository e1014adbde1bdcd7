import type { Reply } from '@fobkit/bank';

/** What was done; a demo that is refused is a fault of the program. */
export function must<More extends object>(reply: Reply<More>): More {
  if (reply.outcome === 'refused') throw new Error(`the demo is refused: ${reply.sentence}`);
  return reply;
}
