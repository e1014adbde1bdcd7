import { message, optional, required } from '../message/message.ts';
import { statusCodes } from '../message/status.ts';
import { bytes, oneOf, uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

const box = {
  /** Sequence number of the sender's cipher state. */
  sequence: required(1, uint(0xffff_ffff)),
  ciphertext: required(2, bytes(16, 900)),
};

/** Carries a command of the sealed channel, docs/protocol/05-sealed-channel.md §5.5. */
export const sealed = command({
  name: 'Sealed',
  code: 0x11,
  section: '6.7',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('sealed-request', box),
  reply: message('sealed-reply', box),
});

/** What a sealed request holds once it is opened. */
export const innerRequest = message('inner-request', {
  command: required(1, uint(0xffff)),
  payload: required(2, bytes(0, 800)),
});

/** What a sealed reply holds once it is opened. */
export const innerReply = message('inner-reply', {
  command: required(1, uint(0xffff)),
  payload: optional(2, bytes(0, 800)),
  status: required(3, oneOf(statusCodes)),
});
