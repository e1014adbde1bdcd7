import type { MessageOf } from '../message/message.ts';
import { message, required } from '../message/message.ts';
import { bytes, uint } from '../message/types.ts';
import { command } from './command.ts';
import { parameterFields } from './otp-fields.ts';

/** The longest seed that a fob takes, in bytes: the output of its longest hash. */
export const MAX_SEED = 64;
/** The shortest seed of a production fob, in bytes (RFC 4226 §4, R6). */
export const MIN_PRODUCTION_SEED = 16;

/** docs/protocol/06-commands.md §6.8. */
export const loadSeed = command({
  name: 'LoadSeed',
  code: 0x20,
  section: '6.8',
  sealed: true,
  lifecycles: ['blank'],
  request: message('load-seed-request', { seed: required(1, bytes(0, 128)), ...parameterFields }),
  reply: message('load-seed-reply', { keyGeneration: required(1, uint(0xffff_ffff)) }),
});
export type SeedLoad = MessageOf<typeof loadSeed.request>;
