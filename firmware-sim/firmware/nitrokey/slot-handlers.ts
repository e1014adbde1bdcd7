import {
  encodeLayout,
  NITROKEY_CHUNK_LENGTH,
  nitrokeyCommands as commands,
  NitrokeyOtpData,
  type NitrokeySlotConfig,
} from '@fobkit/protocol';
import { DONE, type NitrokeyAnswer, type NitrokeyCore, refuse } from './core.ts';
import { handler, type NitrokeyHandler } from './handler.ts';
import { type SlotKind, slotKindOf } from './slot-numbers.ts';
import { SECRET_BYTES, type SlotRecord } from './slot-record.ts';

/** The slot of a number, or the refusal; report_protocol.c looks at them in this order. */
export function findSlot(
  core: NitrokeyCore,
  number: number,
): { readonly kind: SlotKind; readonly slot: SlotRecord } | NitrokeyAnswer {
  const kind = slotKindOf(core.product, number);
  if (kind === undefined) return refuse('wrong-slot');
  const slot = core.memory.slot(number);
  return slot === undefined ? refuse('slot-not-programmed') : { kind, slot };
}

const readSlotName = handler(commands.readSlotName, (core, { slot: number }) => {
  const found = findSlot(core, number);
  return 'status' in found ? found : { status: 'ok', result: found.slot.name };
});

const readSlot = handler(commands.readSlot, (core, { slot: number }) => {
  const found = findSlot(core, number);
  if ('status' in found) return found;
  const { kind, slot } = found;
  const counterOrInterval = kind === 'hotp' ? core.memory.counter(number) : slot.interval;
  const { name, tokenId } = slot;
  const config = configOf(slot.config);
  const told = { name: unpadded(name), config, tokenId, counterOrInterval };
  return { status: 'ok', result: encodeLayout(commands.readSlot.result, told) };
});

/** Answers with all that it has gathered, as the real firmware does: the secret goes back too. */
const sendOtpData = handler(commands.sendOtpData, (core, request) => {
  if (!core.mayActAs('admin', request.temporaryPassword)) return refuse('not-authorized');
  const { name, secret } = core.gather();
  if (request.type === NitrokeyOtpData.Name) {
    name.set(request.data.subarray(0, name.length));
    return { status: 'ok', result: name.slice() };
  }
  if (request.type !== NitrokeyOtpData.Secret) return DONE;
  const wanted = request.chunk * NITROKEY_CHUNK_LENGTH;
  const offset = wanted > SECRET_BYTES ? 0 : wanted;
  secret.set(request.data.subarray(0, SECRET_BYTES - offset), offset);
  return { status: 'ok', result: secret.slice() };
});

const writeToSlot = handler(commands.writeToSlot, (core, request) => {
  const { gathered, memory, product } = core;
  const allowed = core.mayActAs('admin', request.temporaryPassword);
  if (!allowed || gathered === undefined) return refuse('not-authorized');
  core.gathered = undefined;
  if (gathered.name[0] === 0) return refuse('no-name');
  const { slot: number, tokenId, counterOrInterval } = request;
  const kind = slotKindOf(product, number);
  if (kind === undefined) return refuse('wrong-slot');
  // A secret of zeros means: keep the one before.
  const kept = gathered.secret.every((byte) => byte === 0)
    ? memory.slot(number)?.secret
    : undefined;
  const slot: SlotRecord = {
    name: gathered.name,
    secret: kept ?? gathered.secret,
    config: bitsOf(request.config),
    tokenId,
    interval: kind === 'totp' ? counterOrInterval : 0,
  };
  // Like the real one it does not tell whether the flash took it.
  memory.putSlot(number, slot, kind === 'hotp' ? counterOrInterval : undefined);
  return DONE;
});

const eraseSlot = handler(commands.eraseSlot, (core, { slot: number, temporaryPassword }) => {
  if (!core.mayActAs('admin', temporaryPassword)) return refuse('not-authorized');
  if (slotKindOf(core.product, number) === undefined) return refuse('wrong-slot');
  core.memory.eraseSlots([number]);
  return DONE;
});

export const slotHandlers: readonly NitrokeyHandler[] = [
  readSlotName,
  readSlot,
  sendOtpData,
  writeToSlot,
  eraseSlot,
];

export function configOf(bits: number): NitrokeySlotConfig {
  return {
    eightDigits: (bits & 1) !== 0,
    sendEnter: (bits & 2) !== 0,
    sendTokenId: (bits & 4) !== 0,
  };
}

function bitsOf({ eightDigits, sendEnter, sendTokenId }: NitrokeySlotConfig): number {
  return (eightDigits ? 1 : 0) | (sendEnter ? 2 : 0) | (sendTokenId ? 4 : 0);
}

function unpadded(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
