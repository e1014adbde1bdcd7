import { type BatchEngine, type BatchKeys, NOT_FOUND } from '@fobkit/protocol';
import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetSpec } from './fleet-spec.ts';
import { codesOf } from './guess-by-odds.ts';
import type { FleetJudge } from './judge.ts';

const SECRET_BYTES = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;
/** 32-bit words kept for the secret of each fob that an owner may come to have. */
const SECRET_WORDS = 16;
const SIDE_BITS = 16;
const SIDE = 0xffff;

/** The codes of a block of fobs: the fobs' own, computed, and the bank's search for them. */
export class CodeDesk {
  readonly #spec: FleetSpec;
  readonly #judge: FleetJudge;
  readonly #keys: BatchKeys;
  readonly #allCodes: number;
  readonly #values: Int32Array;
  readonly #middles: Float64Array;
  readonly #behind: Int32Array;
  readonly #ahead: Int32Array;
  readonly #offsets: Int32Array;

  constructor(spec: FleetSpec, judge: FleetJudge, engine: BatchEngine, fobs: number) {
    this.#spec = spec;
    this.#judge = judge;
    this.#keys = engine.keys(spec.codes.algorithm, fobs);
    this.#allCodes = codesOf(spec.codes.digits);
    this.#values = new Int32Array(fobs);
    this.#middles = new Float64Array(fobs);
    this.#behind = new Int32Array(fobs);
    this.#ahead = new Int32Array(fobs);
    this.#offsets = new Int32Array(fobs);
  }

  /** The seed of an owner's fob of that generation goes to a place of the block. */
  load(at: number, fob: number, generation: number): void {
    this.#keys.set(at, fleetSecret(this.#spec, fob, generation));
  }

  /** Computes the codes of the fobs at `places` for their factors. */
  compute(places: Uint32Array, factors: Float64Array): void {
    const values = this.#values.subarray(0, places.length);
    this.#keys.codes(places, factors, values, this.#spec.codes.digits);
  }

  /** The `index`-th code of those computed last becomes another one; `share` of 1 draws which. */
  mistype(index: number, share: number): void {
    const by = 1 + Math.floor(share * (this.#allCodes - 1));
    this.#values[index] = ((this.#values[index] ?? 0) + by) % this.#allCodes;
  }

  /** Puts a guess in the place of the `index`-th code. */
  guess(index: number, share: number): void {
    this.#values[index] = Math.floor(share * this.#allCodes);
  }

  /** Where the bank looks for the `index`-th code, of the fob at `at`, at that time. */
  look(index: number, memory: Float64Array, at: number, unixSeconds: number): void {
    const place = at * this.#judge.width;
    const reach = this.#judge.reach(memory, place, unixSeconds);
    this.#middles[index] = Math.max(0, this.#judge.middle(memory, place, unixSeconds));
    // What the bank does not look at is found nowhere.
    if (reach < 0) this.#values[index] = -1;
    this.#behind[index] = reach < 0 ? 0 : reach >>> SIDE_BITS;
    this.#ahead[index] = reach < 0 ? 0 : reach & SIDE;
  }

  /** Searches for the codes of the fobs at `places`; `seenAt` tells where each was found. */
  search(places: Uint32Array): void {
    const count = places.length;
    const windows = {
      middle: this.#middles.subarray(0, count),
      behind: this.#behind.subarray(0, count),
      ahead: this.#ahead.subarray(0, count),
      values: this.#values.subarray(0, count),
    };
    const offsets = this.#offsets.subarray(0, count);
    this.#keys.verify(places, windows, offsets, this.#spec.codes.digits);
  }

  /** The factor at which the `index`-th code was found; -1 for none. */
  seenAt(index: number): number {
    const offset = this.#offsets[index] ?? NOT_FOUND;
    return offset === NOT_FOUND ? -1 : (this.#middles[index] ?? 0) + offset;
  }

  free(): void {
    this.#keys.free();
  }
}

/** The test seed of a fob: drawn, and as long as its hash's output (RFC 6238 §5.1). */
export function fleetSecret({ codes, seed }: FleetSpec, fob: number, generation = 0): Uint8Array {
  const dice = new FleetDice(seed, fob, Draw.secret);
  const secret = new Uint8Array(SECRET_BYTES[codes.algorithm]);
  for (let i = 0; i < secret.length; i++) {
    const word = dice.roll(generation * SECRET_WORDS + (i >>> 2));
    secret[i] = word >>> (8 * (i & 3));
  }
  return secret;
}
