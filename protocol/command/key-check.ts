import { message, required } from '../message/message.ts';
import { bytes } from '../message/types.ts';
import { command, LOADED } from './command.ts';

/** docs/protocol/06-commands.md §6.12. */
export const keyCheck = command({
  name: 'KeyCheck',
  code: 0x24,
  section: '6.12',
  sealed: true,
  lifecycles: LOADED,
  request: message('key-check-request', { nonce: required(1, bytes(16)) }),
  reply: message('key-check-reply', { tag: required(1, bytes(32)) }),
});
