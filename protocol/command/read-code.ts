import type { MessageOf } from '../message/message.ts';
import { message, optional, required } from '../message/message.ts';
import { oneOf, text, uint } from '../message/types.ts';
import { command } from './command.ts';
import { modes } from './otp-fields.ts';

/** How long one press answers for one code of a production fob, in seconds. */
export const PRESS_VALID_SECONDS = 30;

/** docs/protocol/06-commands.md §6.3. */
export const readCode = command({
  name: 'ReadCode',
  code: 0x03,
  section: '6.3',
  sealed: false,
  lifecycles: ['ready'],
  request: message('read-code-request', {
    /** OCRA: the question (RFC 6287 §5.1); required in that mode, refused in the others. */
    challenge: optional(1, text(1, 64)),
  }),
  reply: message('read-code-reply', {
    code: required(1, text(1, 10)),
    mode: required(2, oneOf(modes)),
    /** TOTP: T; HOTP: the counter that was used up; OCRA: its counter, where the suite has one. */
    movingFactor: optional(3, uint()),
    /** Fob clock in seconds since 1970; absent when it was never set. */
    unixTime: optional(4, uint()),
    /** TOTP: time step in seconds. */
    stepSeconds: optional(5, uint(3600)),
    /** TOTP: seconds that the code still stands. */
    secondsLeft: optional(6, uint(3600)),
  }),
});
export type CodeReading = MessageOf<typeof readCode.reply>;
