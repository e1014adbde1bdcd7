import type { MessageOf } from '../message/message.ts';
import { message, optional, required } from '../message/message.ts';
import { bool, text, uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

/** docs/protocol/06-commands.md §6.4. */
export const readDisplay = command({
  name: 'ReadDisplay',
  code: 0x04,
  section: '6.4',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('read-display-request', {}),
  reply: message('read-display-reply', {
    on: required(1, bool),
    /** What the firmware asked the LCD to show, which a broken segment may not. */
    text: required(2, text(0, 32)),
    caption: optional(3, text(0, 64)),
    /** Seconds left of what is shown. */
    secondsLeft: optional(4, uint(3600)),
  }),
});
export type DisplayReading = MessageOf<typeof readDisplay.reply>;
