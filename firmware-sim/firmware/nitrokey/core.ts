import { equalBytes, NITROKEY_PASSWORD_LENGTH, type NitrokeyStatus } from '@fobkit/protocol';
import type { Ports } from '../env.ts';
import { cardSerialOf } from './card-serial.ts';
import { NitrokeyMemory } from './memory.ts';
import { type PinHolder, Pins } from './pins.ts';
import type { NitrokeyProduct } from '../product.ts';
import { NAME_BYTES, SECRET_BYTES } from './slot-record.ts';
import { NitrokeyTime } from './time.ts';

export type AnswerStatus = Exclude<NitrokeyStatus, 'unknown-status'>;

/** How a command ended, and what it tells. */
export interface NitrokeyAnswer {
  readonly status: AnswerStatus;
  readonly result?: Uint8Array;
}

export const DONE: NitrokeyAnswer = { status: 'ok' };

export function refuse(status: Exclude<AnswerStatus, 'ok'>): NitrokeyAnswer {
  return { status };
}

/** Name and secret that SendOtpData has brought and WriteToSlot has not used yet. */
export interface GatheredSlot {
  readonly name: Uint8Array;
  readonly secret: Uint8Array;
}

/** The organs of the firmware over its ports, and what it keeps in RAM. */
export class NitrokeyCore {
  readonly ports: Ports;
  readonly product: NitrokeyProduct;
  readonly memory: NitrokeyMemory;
  readonly pins: Pins;
  readonly time: NitrokeyTime;
  /** Undefined until SendOtpData begins. */
  gathered: GatheredSlot | undefined;
  readonly #passwords: Record<PinHolder, Uint8Array | undefined> = {
    user: undefined,
    admin: undefined,
  };

  constructor(ports: Ports, product: NitrokeyProduct) {
    this.ports = ports;
    this.product = product;
    this.memory = new NitrokeyMemory(ports.flash);
    this.pins = new Pins(this.memory);
    this.time = new NitrokeyTime(ports.rtc, this.memory);
  }

  get cardSerial(): number {
    return cardSerialOf(this.ports.deviceId);
  }

  /** Proves a PIN and agrees on the password that stands for it until power goes. */
  authenticate(whose: PinHolder, pin: Uint8Array, password: Uint8Array): boolean {
    this.#passwords[whose] = undefined;
    if (!this.pins.verify(whose, pin)) return false;
    this.#passwords[whose] = password;
    return true;
  }

  mayActAs(whose: PinHolder, password: Uint8Array): boolean {
    const agreed = this.#passwords[whose];
    return (
      agreed !== undefined &&
      password.length === NITROKEY_PASSWORD_LENGTH &&
      equalBytes(agreed, password)
    );
  }

  gather(): GatheredSlot {
    this.gathered ??= { name: new Uint8Array(NAME_BYTES), secret: new Uint8Array(SECRET_BYTES) };
    return this.gathered;
  }
}
