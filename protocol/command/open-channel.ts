import { message, required } from '../message/message.ts';
import { bytes } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** X25519 public key and the tag of an empty payload. */
export const HANDSHAKE_LENGTH = 48;

/** docs/protocol/05-sealed-channel.md §5.4. */
export const openChannel = command({
  name: 'OpenChannel',
  code: 0x10,
  section: '6.7',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('open-channel-request', { handshake: required(1, bytes(HANDSHAKE_LENGTH)) }),
  reply: message('open-channel-reply', { handshake: required(1, bytes(HANDSHAKE_LENGTH)) }),
});
