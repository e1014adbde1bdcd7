import { message } from '../message/message.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** docs/protocol/06-commands.md §6.6. */
export const wink = command({
  name: 'Wink',
  code: 0x06,
  section: '6.6',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('wink-request', {}),
  reply: message('wink-reply', {}),
});
