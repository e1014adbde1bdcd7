import { message, optional, required } from '../message/message.ts';
import { uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/**
 * The latest time that a clock can be set to, in ticks since 1970: in the year 6325. It leaves a
 * clock that runs on as many years again before its ticks pass 2^53 − 1.
 */
export const MAX_CLOCK = 0xf_ffff_ffff_ffff;

/** docs/protocol/06-commands.md §6.9. */
export const setClock = command({
  name: 'SetClock',
  code: 0x21,
  section: '6.9',
  sealed: true,
  lifecycles: ANY_LIFECYCLE,
  request: message('set-clock-request', {
    /** Ticks of 1/32768 s since 1970, UTC. */
    clock: required(1, uint(MAX_CLOCK)),
  }),
  reply: message('set-clock-reply', {
    /** The clock just before it was set; absent when it was lost. */
    before: optional(1, uint()),
    after: required(2, uint()),
  }),
});
