import {
  encodeLayout,
  hotpValue,
  nitrokeyCommands as commands,
  prepareKey,
} from '@fobkit/protocol';
import { type NitrokeyAnswer, type NitrokeyCore, refuse } from './core.ts';
import { handler, type NitrokeyHandler } from './handler.ts';
import { configOf, findSlot } from './slot-handlers.ts';
import { isVerifySlot } from './slot-numbers.ts';
import type { SlotRecord } from './slot-record.ts';

/** The number of the slot by which codes are verified. */
const VERIFY_SLOT = 0x13;
/** How many counters ahead a code to verify is looked for. */
const LOOK_AHEAD = 10;
/** Current and time of one code: a Cortex-M3 at 48 MHz and its flash. */
const COMPUTE_MICROAMPS = 20_000;
const COMPUTE_MILLISECONDS = 2;

/** The challenge is not looked at, and a TOTP code is one of the token's own time. */
const getCode = handler(commands.getCode, (core, { slot: number, temporaryPassword }) => {
  const { memory, product } = core;
  const wantsPin = memory.config[3] === 1;
  if (wantsPin && !core.mayActAs('user', temporaryPassword)) return refuse('not-authorized');
  if (isVerifySlot(product, number)) return refuse('wrong-slot');
  const found = findSlot(core, number);
  if ('status' in found) return found;
  const { kind, slot } = found;
  const code =
    kind === 'hotp' ? nextCode(core, number, slot) : codeOf(core, slot, stepOf(core, slot));
  const { tokenId } = slot;
  const told = { code, config: configOf(slot.config), tokenId };
  return { status: 'ok', result: encodeLayout(commands.getCode.result, told) };
});

const verifyCode = handler(commands.verifyCode, (core, { code }) => {
  const { memory, product } = core;
  if (!product.verifySlot) return refuse('unknown-command');
  const slot = memory.slot(VERIFY_SLOT);
  if (slot === undefined) return refuse('slot-not-programmed');
  const counter = memory.counter(VERIFY_SLOT);
  for (let ahead = 0; ahead < LOOK_AHEAD; ahead++) {
    if (codeOf(core, slot, counter + ahead) === code) {
      const written = memory.putCounter(VERIFY_SLOT, counter + ahead + 1) === 'ok';
      return verified(written, written ? ahead : -1);
    }
  }
  return verified(false, -2);
});

export const codeHandlers: readonly NitrokeyHandler[] = [getCode, verifyCode];

function verified(right: boolean, ahead: number): NitrokeyAnswer {
  const told = { right, ahead: ahead & 0xff };
  return { status: 'ok', result: encodeLayout(commands.verifyCode.result, told) };
}

/** The counter is used up before its code is told; where flash does not take that, 0 is told. */
function nextCode(core: NitrokeyCore, number: number, slot: SlotRecord): number {
  const counter = core.memory.counter(number);
  const code = codeOf(core, slot, counter);
  return core.memory.putCounter(number, counter + 1) === 'ok' ? code : 0;
}

function codeOf(core: NitrokeyCore, slot: SlotRecord, movingFactor: number): number {
  core.ports.battery.draw(COMPUTE_MICROAMPS, COMPUTE_MILLISECONDS);
  return hotpValue(prepareKey('SHA1', slot.secret), movingFactor, (slot.config & 1) === 1 ? 8 : 6);
}

/** The interval has sixteen bits; a Cortex-M3 divides by zero to zero. */
function stepOf({ time }: NitrokeyCore, { interval }: SlotRecord): number {
  const seconds = interval % 0x1_0000;
  return seconds === 0 ? 0 : Math.floor(time.seconds / seconds);
}
