import type { MessageOf } from '../message/message.ts';
import { message, required } from '../message/message.ts';
import { bool, int, list, oneOf } from '../message/types.ts';
import { ANY_LIFECYCLE, command } from './command.ts';

export const testedParts = {
  lcd: 0,
  flash: 1,
  clock: 2,
  battery: 3,
  button: 4,
  crypto: 5,
} as const;
export type TestedPart = keyof typeof testedParts;

export const partResult = message('part-result', {
  part: required(1, oneOf(testedParts)),
  ok: required(2, bool),
  /** LCD: dead segments; flash: damaged records; clock: 1 when set; battery: millivolts; button: 1 when stuck. */
  value: required(3, int(-0x8000_0000, 0x7fff_ffff)),
});
export type PartResult = MessageOf<typeof partResult>;

/** docs/protocol/06-commands.md §6.5. */
export const selfTest = command({
  name: 'SelfTest',
  code: 0x05,
  section: '6.5',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('self-test-request', {}),
  reply: message('self-test-reply', {
    ok: required(1, bool),
    parts: required(2, list(partResult, 8)),
  }),
});
export type SelfTestReport = MessageOf<typeof selfTest.reply>;
