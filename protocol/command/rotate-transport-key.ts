import { message, required } from '../message/message.ts';
import { bytes, uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

export const TRANSPORT_KEY_LENGTH = 32;

/** docs/protocol/06-commands.md §6.11. */
export const rotateTransportKey = command({
  name: 'RotateTransportKey',
  code: 0x23,
  section: '6.11',
  sealed: true,
  lifecycles: ANY_LIFECYCLE,
  request: message('rotate-transport-key-request', {
    key: required(1, bytes(TRANSPORT_KEY_LENGTH)),
  }),
  reply: message('rotate-transport-key-reply', { keyGeneration: required(1, uint(0xffff_ffff)) }),
});
