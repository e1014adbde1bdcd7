import {
  NITROKEY_CHUNK_LENGTH,
  NITROKEY_SECRET_LENGTH,
  NITROKEY_TOKEN_ID_LENGTH,
  nitrokeyCommands,
  nitrokeyNameBytes,
  NitrokeyOtpData,
  type NitrokeySlotKind,
  nitrokeySlotNumber,
  parseNitrokeySlot,
  UsageError,
} from '@fobkit/protocol';
import type { SlotLoad, SlotSession } from '../device/device.ts';
import { secretBytes } from '../secret.ts';
import type { CallOptions } from '../wire/call.ts';
import type { NitrokeyTransactions } from './transactions.ts';

const MOST_STEP_SECONDS = 0xffff;

/**
 * What the holder of the admin PIN may do. Each command carries the temporary password that was
 * agreed on when the PIN was proven; the token forgets it with its power.
 */
export class NitrokeySlotSession implements SlotSession {
  readonly #transactions: NitrokeyTransactions;
  readonly #temporaryPassword: Uint8Array;

  constructor(transactions: NitrokeyTransactions, temporaryPassword: Uint8Array) {
    this.#transactions = transactions;
    this.#temporaryPassword = temporaryPassword;
  }

  /**
   * Loads a slot, in the order that firmware wants: name, secret, then the rest, which makes it
   * hold. Rejects with `UsageError` for what no Nitrokey can hold: another hash than SHA-1 cannot
   * be asked for at all; other digits than 6 and 8, a seed of more than 40 bytes or of zeros alone.
   */
  async writeSlot(load: SlotLoad, options: CallOptions = {}): Promise<void> {
    const { kind, ...place } = parseNitrokeySlot(load.slot);
    const slot = nitrokeySlotNumber({ kind, ...place });
    const name = nitrokeyNameBytes(load.name);
    const eightDigits = isEight(load.digits);
    const counterOrInterval = movingNumber(kind, load);
    const secret = paddedSecret(load);
    const temporaryPassword = this.#temporaryPassword;
    try {
      await this.#send(NitrokeyOtpData.Name, name, options);
      await this.#send(NitrokeyOtpData.Secret, secret, options);
    } finally {
      secret.fill(0);
    }
    const config = { eightDigits, sendEnter: false, sendTokenId: false };
    const tokenId = new Uint8Array(NITROKEY_TOKEN_ID_LENGTH);
    const request = { temporaryPassword, slot, counterOrInterval, config, tokenId };
    await this.#transactions.exchange(nitrokeyCommands.writeToSlot, request, options);
  }

  async eraseSlot(slot: string, options: CallOptions = {}): Promise<void> {
    const number = nitrokeySlotNumber(parseNitrokeySlot(slot));
    const request = { slot: number, temporaryPassword: this.#temporaryPassword };
    await this.#transactions.exchange(nitrokeyCommands.eraseSlot, request, options);
  }

  async #send(type: number, bytes: Uint8Array, options: CallOptions): Promise<void> {
    for (let chunk = 0; chunk * NITROKEY_CHUNK_LENGTH < bytes.length; chunk++) {
      const at = chunk * NITROKEY_CHUNK_LENGTH;
      const data = new Uint8Array(NITROKEY_CHUNK_LENGTH);
      data.set(bytes.subarray(at, at + NITROKEY_CHUNK_LENGTH));
      const request = { temporaryPassword: this.#temporaryPassword, type, chunk, data };
      try {
        await this.#transactions.exchange(nitrokeyCommands.sendOtpData, request, options);
      } finally {
        data.fill(0);
      }
    }
  }
}

function isEight(digits: number): boolean {
  if (digits === 6 || digits === 8) return digits === 8;
  throw new UsageError(`a Nitrokey makes codes of 6 or 8 digits, not of ${String(digits)}`);
}

function movingNumber(kind: NitrokeySlotKind, { stepSeconds, counter }: SlotLoad): number {
  if (kind === 'hotp') {
    if (stepSeconds !== undefined) throw new UsageError('a HOTP slot has a counter and no step');
    return counter ?? 0;
  }
  if (counter !== undefined) throw new UsageError('a TOTP slot has a step and no counter');
  const step = stepSeconds ?? 30;
  if (Number.isInteger(step) && step >= 1 && step <= MOST_STEP_SECONDS) return step;
  throw new UsageError(`a step has 1 to ${String(MOST_STEP_SECONDS)} seconds`);
}

/**
 * All 40 bytes, so that nothing of a longer secret before stays behind. Trailing zeros do not
 * change codes: HMAC fills its key up with them.
 */
function paddedSecret({ seed }: SlotLoad): Uint8Array {
  const bytes = secretBytes(seed);
  try {
    if (bytes.length < 1 || bytes.length > NITROKEY_SECRET_LENGTH) {
      throw new UsageError(
        `a Nitrokey holds seeds of 1 to ${String(NITROKEY_SECRET_LENGTH)} bytes, ` +
          `not of ${String(bytes.length)}`,
      );
    }
    if (bytes.every((byte) => byte === 0)) {
      throw new UsageError('a seed of zeros alone means to a Nitrokey: keep the one before');
    }
    const padded = new Uint8Array(NITROKEY_SECRET_LENGTH);
    padded.set(bytes);
    return padded;
  } finally {
    if (bytes !== seed) bytes.fill(0);
  }
}
