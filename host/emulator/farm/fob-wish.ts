import type { FobType } from '@fobkit/firmware-sim';
import { Dice } from './dice.ts';

/**
 * What a fob of a farm is. `good`: blank and sound. `wrong-model`: of another type. `other-batch`:
 * blank, with a factory key of a batch that nobody knows. `loaded`: with somebody's seed and
 * transport key. `half-loaded`: with a seed under its factory key, its clock lost. `mislabelled`:
 * loaded with a label of the lot. `duplicate`: blank, with the chip number of a good one. `dying`:
 * blank, its cell nearly empty. `unpressed`: good, but nobody presses it.
 */
export const fobKinds = [
  'good',
  'wrong-model',
  'other-batch',
  'loaded',
  'half-loaded',
  'mislabelled',
  'duplicate',
  'dying',
  'unpressed',
] as const;
export type FobKind = (typeof fobKinds)[number];

/**
 * What happens to a fob while a station is at a step with it. `pull`: it is pulled out. `cut`: its
 * cell falls out, and it is pulled out. `tear`: its supply fails in the middle of its next write to
 * the flash; it stays in and starts anew.
 */
export const mishaps = ['pull', 'cut', 'tear'] as const;
export type Mishap = (typeof mishaps)[number];

/** Which fob comes next. */
export interface FobWish {
  readonly kind: FobKind;
  /** At the first time that the station begins this step with it. */
  readonly mishap?: { readonly step: string; readonly how: Mishap };
  /** Another fob type than the farm's. */
  readonly type?: string | FobType;
}

export interface HarvestOptions {
  readonly seed: number;
  readonly good: number;
  /** How many of each other kind; none if absent. */
  readonly odd?: Partial<Record<FobKind, number>>;
  /** Good ones beside `good` that something happens to. */
  readonly mishaps?: readonly NonNullable<FobWish['mishap']>[];
}

/** The fobs of a lot in the order in which they come; the same seed gives the same order. */
export function drawFobs({ seed, good, odd = {}, mishaps: list = [] }: HarvestOptions): FobWish[] {
  const wishes: FobWish[] = Array.from({ length: good }, () => ({ kind: 'good' }));
  for (const kind of fobKinds) {
    for (let n = odd[kind] ?? 0; n > 0; n--) wishes.push({ kind });
  }
  for (const mishap of list) wishes.push({ kind: 'good', mishap });
  new Dice(seed).shuffle(wishes);
  return wishes;
}
