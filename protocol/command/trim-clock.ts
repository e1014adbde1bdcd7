import { message, required } from '../message/message.ts';
import { int } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** docs/protocol/06-commands.md §6.10. */
export const trimClock = command({
  name: 'TrimClock',
  code: 0x22,
  section: '6.10',
  sealed: true,
  lifecycles: ANY_LIFECYCLE,
  request: message('trim-clock-request', {
    /** Parts per billion; positive makes the clock faster. Replaces the trim that was set. */
    trimPpb: required(1, int(-10_000_000, 10_000_000)),
  }),
  reply: message('trim-clock-reply', { before: required(1, int(-10_000_000, 10_000_000)) }),
});
