import {
  codeText,
  NITROKEY_PASSWORD_LENGTH,
  nitrokeyCommands,
  type NitrokeyModel,
  type NitrokeySlot,
  nitrokeySlotNumber,
  parseNitrokeySlot,
  UsageError,
} from '@fobkit/protocol';
import type {
  Capability,
  CodeRequest,
  Device,
  DeviceCode,
  DeviceInfo,
  GuardsCodes,
  HoldsSlots,
  ProgramsSlots,
  ReadsCode,
  SlotContent,
  SlotState,
  TakesTime,
  TimeOptions,
} from '../device/device.ts';
import { BadReplyError } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import type { Secret } from '../secret.ts';
import type { CallOptions } from '../wire/call.ts';
import type { FeatureReportPort } from './feature-reports.ts';
import { type NitrokeyTries, provePin, readTries } from './pins.ts';
import { NitrokeySlotSession } from './slot-session.ts';
import { listNitrokeySlots, readNitrokeySlot, slotState } from './slots.ts';
import { nitrokeyTimings } from './timing.ts';
import { type NitrokeyCounters, NitrokeyTransactions } from './transactions.ts';

const MODEL_NAMES: Readonly<Record<NitrokeyModel, string>> = {
  pro: 'Nitrokey Pro',
  storage: 'Nitrokey Storage',
  librem: 'Librem Key',
};

/** The first firmware whose commands carry a temporary password; before, single reports were allowed. */
const FIRST_WITH_PASSWORD: Readonly<Record<NitrokeyModel, number>> = {
  pro: 8,
  librem: 8,
  storage: 54,
};

export interface NitrokeyConnectOptions {
  readonly model: NitrokeyModel;
  /** The slot of codes that name none. */
  readonly slot?: NitrokeySlot;
  /**
   * Set the token's time before the first TOTP code of a connection, never back: it loses the time
   * with its power. False leaves it as it is.
   */
  readonly setTime?: boolean;
  readonly signal?: AbortSignal;
}

/** What GetStatus tells. */
export interface NitrokeyReport {
  /** `0.11` */
  readonly firmwareVersion: string;
  /** Eight hex digits; absent where the token does not tell it (Storage). */
  readonly cardSerial?: string;
  /** Codes want the user's PIN first. */
  readonly userPinForCodes: boolean;
}

/** When a TOTP code is made: for the request, and what of it is certain. */
interface Time {
  readonly now: number;
  /** As far as it fits into a request. */
  readonly step: number;
  readonly known: Omit<DeviceCode, 'code'>;
}

type NitrokeyMethods = ReadsCode & HoldsSlots & ProgramsSlots & TakesTime & GuardsCodes;

/** A Nitrokey Pro, Nitrokey Storage or Librem Key, reached by feature reports (docs/nitrokey.md). */
export class NitrokeyDevice implements Device, NitrokeyMethods {
  readonly url: string;
  readonly model: NitrokeyModel;
  readonly capabilities: ReadonlySet<Capability>;
  readonly #transactions: NitrokeyTransactions;
  readonly #env: HostEnv;
  readonly #options: NitrokeyConnectOptions;
  #userPassword = new Uint8Array(NITROKEY_PASSWORD_LENGTH);
  #timeIsSet = false;

  private constructor(
    transactions: NitrokeyTransactions,
    env: HostEnv,
    how: { readonly url: string; readonly options: NitrokeyConnectOptions; readonly minor: number },
  ) {
    this.url = how.url;
    this.model = how.options.model;
    this.#transactions = transactions;
    this.#env = env;
    this.#options = how.options;
    const programs = how.minor >= FIRST_WITH_PASSWORD[this.model];
    this.capabilities = new Set<Capability>([
      ...(['read-code', 'slots', 'take-time'] as const),
      ...(programs ? (['program-slots', 'unlock-codes'] as const) : []),
    ]);
  }

  /**
   * Opens the port and asks for the status, which changes nothing.
   *
   * Rejects with a `TransportError`, `BadReplyError`, `NitrokeyError` or the signal's reason; the
   * port is then closed.
   */
  static async connect(
    port: FeatureReportPort,
    env: HostEnv,
    options: NitrokeyConnectOptions,
  ): Promise<NitrokeyDevice> {
    const { signal } = options;
    const call = signal === undefined ? {} : { signal };
    const reports = await port.open(call);
    const timing = nitrokeyTimings[options.model];
    const transactions = new NitrokeyTransactions(port.url, reports, { clock: env.clock, timing });
    try {
      const status = await transactions.exchange(nitrokeyCommands.getStatus, {}, call);
      const { minorVersion: minor } = status;
      return new NitrokeyDevice(transactions, env, { url: port.url, options, minor });
    } catch (error) {
      await transactions.close();
      throw error;
    }
  }

  /** What was seen besides answers in good order. */
  get counters(): Readonly<NitrokeyCounters> {
    return this.#transactions.counters;
  }

  async info(options?: CallOptions): Promise<DeviceInfo> {
    const { cardSerial } = await this.report(options);
    const model = MODEL_NAMES[this.model];
    return cardSerial === undefined ? { model } : { model, deviceId: cardSerial };
  }

  async report(options?: CallOptions): Promise<NitrokeyReport> {
    const status = await this.#transactions.exchange(nitrokeyCommands.getStatus, {}, options);
    const { majorVersion, minorVersion, cardSerial, configuration } = status;
    const firmwareVersion = `${String(majorVersion)}.${String(minorVersion)}`;
    const serial = cardSerial.toString(16).padStart(8, '0');
    return {
      firmwareVersion,
      userPinForCodes: configuration.userPinForCodes === 1,
      ...(cardSerial === 0 ? {} : { cardSerial: serial }),
    };
  }

  tries(options?: CallOptions): Promise<NitrokeyTries> {
    return readTries(this.#transactions, options);
  }

  listSlots(options?: CallOptions): Promise<readonly SlotState[]> {
    return listNitrokeySlots(this.#transactions, options);
  }

  async readSlot(slot: string, options?: CallOptions): Promise<SlotState> {
    return await slotState(this.#transactions, parseNitrokeySlot(slot), options);
  }

  /**
   * A code of the slot. Of a HOTP slot each reading uses a counter up, and one that fails may have
   * used it. A TOTP code is made by the token's own time, which is set first unless it was told
   * not to: then the token may refuse with `timestamp-warning`.
   */
  async readCode(request: CodeRequest = {}): Promise<DeviceCode> {
    if (request.challenge !== undefined) throw new UsageError('a Nitrokey makes no OCRA codes');
    const { slot, loaded } = await this.#slotToRead(request);
    const time = slot.kind === 'totp' ? await this.#timeFor(loaded, request) : undefined;
    const { code } = await this.#transactions.exchange(
      nitrokeyCommands.getCode,
      {
        slot: nitrokeySlotNumber(slot),
        // Ignored by the token; here it makes each request another, so that no old answer counts.
        challenge: this.#env.randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0),
        time: time?.now ?? 0,
        interval: time?.step ?? 0,
        temporaryPassword: this.#userPassword,
      },
      request,
    );
    const text = this.#textOf(code, loaded.digits);
    if (time === undefined) return { code: text, mode: 'hotp', movingFactor: loaded.counter };
    return { code: text, mode: 'totp', ...time.known };
  }

  async setTime(unixSeconds: number, options: TimeOptions = {}): Promise<void> {
    const { force = false, ...call } = options;
    const request = { hard: force, time: Math.floor(unixSeconds) };
    await this.#transactions.exchange(nitrokeyCommands.setTime, request, call);
    this.#timeIsSet = true;
  }

  async openSlots(pin: Secret, options?: CallOptions): Promise<NitrokeySlotSession> {
    const temporaryPassword = this.#newPassword();
    const proof = { pin, whose: 'admin', temporaryPassword } as const;
    await provePin(this.#transactions, proof, options);
    return new NitrokeySlotSession(this.#transactions, temporaryPassword);
  }

  async unlockCodes(pin: Secret, options?: CallOptions): Promise<void> {
    const temporaryPassword = this.#newPassword();
    await provePin(this.#transactions, { pin, whose: 'user', temporaryPassword }, options);
    this.#userPassword = temporaryPassword;
  }

  async close(): Promise<void> {
    this.#userPassword.fill(0);
    await this.#transactions.close();
  }

  #newPassword(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#env.randomBytes(NITROKEY_PASSWORD_LENGTH));
  }

  async #slotToRead(
    request: CodeRequest,
  ): Promise<{ readonly slot: NitrokeySlot; readonly loaded: SlotContent }> {
    const named = request.slot === undefined ? this.#options.slot : parseNitrokeySlot(request.slot);
    if (named !== undefined) {
      return { slot: named, loaded: await readNitrokeySlot(this.#transactions, named, request) };
    }
    const states = await this.listSlots(request);
    const loaded = states.filter((state) => state.loaded !== undefined);
    const [only, ...others] = loaded;
    if (only?.loaded !== undefined && others.length === 0) {
      return { slot: parseNitrokeySlot(only.slot), loaded: only.loaded };
    }
    const among = loaded.map(({ slot }) => slot).join(', ');
    throw new UsageError(
      only === undefined
        ? 'nothing is loaded in any slot of this token'
        : `several slots are loaded; say which: ${among}`,
    );
  }

  /** The step of a slot and the time now, which the token is told first. */
  async #timeFor({ stepSeconds: step = 0 }: SlotContent, { signal }: CodeRequest): Promise<Time> {
    if (step < 1) throw this.#broken('the slot has steps of no length');
    if (this.model === 'storage' && step > 0xff) {
      throw new UsageError('a Nitrokey Storage makes codes for steps of at most 255 s');
    }
    const now = Math.floor(this.#env.clock.unixMs() / 1000);
    const interval = { now, step: Math.min(step, 0xff) };
    if (this.#options.setTime === false) return { ...interval, known: { stepSeconds: step } };
    if (!this.#timeIsSet) await this.setTime(now, signal === undefined ? {} : { signal });
    const movingFactor = Math.floor(now / step);
    const secondsLeft = (movingFactor + 1) * step - now;
    return { ...interval, known: { stepSeconds: step, unixTime: now, movingFactor, secondsLeft } };
  }

  #textOf(code: number, digits: number): string {
    const text = codeText(code, digits);
    if (text.length === digits) return text;
    throw this.#broken(`a code of more than ${String(digits)} digits`);
  }

  #broken(why: string): BadReplyError {
    return new BadReplyError(this.url, nitrokeyCommands.getCode.name, why);
  }
}
