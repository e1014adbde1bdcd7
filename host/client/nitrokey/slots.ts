import {
  formatNitrokeySlot,
  nitrokeyCommands,
  nitrokeyNameText,
  type NitrokeySlot,
  nitrokeySlotNumber,
  nitrokeySlots,
} from '@fobkit/protocol';
import type { SlotContent, SlotState } from '../device/device.ts';
import type { CallOptions } from '../wire/call.ts';
import { NitrokeyError } from './nitrokey-error.ts';
import type { NitrokeyTransactions } from './transactions.ts';

/** All slots, empty ones too, in the order of their numbers. */
export async function listNitrokeySlots(
  transactions: NitrokeyTransactions,
  options?: CallOptions,
): Promise<readonly SlotState[]> {
  const states: SlotState[] = [];
  for (const slot of nitrokeySlots) states.push(await slotState(transactions, slot, options));
  return states;
}

/** One of them. */
export async function slotState(
  transactions: NitrokeyTransactions,
  slot: NitrokeySlot,
  options?: CallOptions,
): Promise<SlotState> {
  const loaded = await contentOrNone(transactions, slot, options);
  const named = { slot: formatNitrokeySlot(slot), mode: slot.kind };
  return loaded === undefined ? named : { ...named, loaded };
}

/** What is loaded in one; rejects with `NitrokeyError` `slot-not-programmed` when nothing is. */
export async function readNitrokeySlot(
  transactions: NitrokeyTransactions,
  slot: NitrokeySlot,
  options?: CallOptions,
): Promise<SlotContent> {
  const request = { slot: nitrokeySlotNumber(slot), format: 1 };
  const answer = await transactions.exchange(nitrokeyCommands.readSlot, request, options);
  const { name, config, counterOrInterval } = answer;
  const content = { name: nitrokeyNameText(name), digits: config.eightDigits ? 8 : 6 };
  return slot.kind === 'totp'
    ? { ...content, stepSeconds: counterOrInterval }
    : { ...content, counter: counterOrInterval };
}

async function contentOrNone(
  transactions: NitrokeyTransactions,
  slot: NitrokeySlot,
  options: CallOptions | undefined,
): Promise<SlotContent | undefined> {
  try {
    return await readNitrokeySlot(transactions, slot, options);
  } catch (error) {
    if (error instanceof NitrokeyError && error.status === 'slot-not-programmed') return undefined;
    throw error;
  }
}
