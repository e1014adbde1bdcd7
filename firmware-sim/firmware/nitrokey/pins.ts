import { equalBytes } from '@fobkit/protocol';
import type { NitrokeyMemory } from './memory.ts';

export type PinHolder = 'user' | 'admin';

/** As an OpenPGP card comes: three tries, these PINs, and no shorter ones. */
const TRIES = 3;
const FACTORY: Readonly<Record<PinHolder, Uint8Array>> = {
  user: digits('123456'),
  admin: digits('12345678'),
};
const SHORTEST: Readonly<Record<PinHolder, number>> = { user: 6, admin: 8 };

/** The PINs, which a real token keeps in its smart card. */
export class Pins {
  readonly #memory: NitrokeyMemory;

  constructor(memory: NitrokeyMemory) {
    this.#memory = memory;
  }

  tries(whose: PinHolder): number {
    return this.#memory.tries(whose) ?? TRIES;
  }

  /**
   * Whether this is the PIN. A try is spent in flash before it is looked at, and given back when it
   * was right; without one, nothing is.
   */
  verify(whose: PinHolder, pin: Uint8Array): boolean {
    const left = this.tries(whose);
    if (left === 0 || this.#memory.putTries(whose, left - 1) !== 'ok') return false;
    if (!equalBytes(pin, this.#memory.pin(whose) ?? FACTORY[whose])) return false;
    this.#memory.putTries(whose, TRIES);
    return true;
  }

  /** False when the card does not take it: it is too short. */
  change(whose: PinHolder, pin: Uint8Array): boolean {
    return pin.length >= SHORTEST[whose] && this.#memory.putPin(whose, pin) === 'ok';
  }

  /** Gives the user a new PIN and all tries. */
  unblock(pin: Uint8Array): boolean {
    return this.change('user', pin) && this.#memory.putTries('user', TRIES) === 'ok';
  }

  reset(): void {
    for (const whose of ['user', 'admin'] as const) {
      this.#memory.putPin(whose, undefined);
      this.#memory.putTries(whose, TRIES);
    }
  }
}

function digits(text: string): Uint8Array {
  return Uint8Array.from(text, (digit) => digit.charCodeAt(0));
}
