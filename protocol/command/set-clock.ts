import { message, optional, required } from '../message/message.ts';
import { uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** docs/protocol/06-commands.md §6.9. */
export const setClock = command({
  name: 'SetClock',
  code: 0x21,
  section: '6.9',
  sealed: true,
  lifecycles: ANY_LIFECYCLE,
  request: message('set-clock-request', {
    /** Ticks of 1/32768 s since 1970, UTC. */
    clock: required(1, uint()),
  }),
  reply: message('set-clock-reply', {
    /** The clock just before it was set; absent when it was lost. */
    before: optional(1, uint()),
    after: required(2, uint()),
  }),
});
