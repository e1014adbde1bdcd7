import { message } from '../message/message.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** docs/protocol/06-commands.md §6.13. */
export const wipe = command({
  name: 'Wipe',
  code: 0x25,
  section: '6.13',
  sealed: true,
  lifecycles: ANY_LIFECYCLE,
  request: message('wipe-request', {}),
  reply: message('wipe-reply', {}),
});
