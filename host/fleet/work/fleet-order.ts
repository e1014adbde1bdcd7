import * as v from 'valibot';
import { MOST_FOBS } from '../file/fleet-schema.ts';

/** Fobs that one worker takes at a time. Part of what a run is: no result tells it. */
const PART_FOBS = 4096;
/** What a run keeps of each fob to the end, twice over while parts are put together. */
export const LIFE_BYTES = 48;
const MOST_POLICIES = 1000;
const MOST_TEXT = 1_000_000;

/** What a run of a fleet is: everything that its result follows from, beside the version of fobkit. */
export const fleetOrderSchema = v.strictObject({
  /** The fleet file: each worker reads it by itself. */
  file: v.strictObject({
    name: v.pipe(v.string(), v.maxLength(4096)),
    text: v.pipe(v.string(), v.maxLength(MOST_TEXT)),
  }),
  /** In place of what the file says. */
  change: v.strictObject({
    fobs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_FOBS))),
    days: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_600))),
    seed: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))),
    computesCodes: v.exactOptional(v.boolean()),
  }),
  /** How many fobs the fleet then has. */
  fobs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_FOBS)),
  /** Names of policies, or policies as data: the fleet lives once under each. */
  policies: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MOST_POLICIES)),
});
export type FleetOrder = v.InferOutput<typeof fleetOrderSchema>;

/** A share of a run: some fobs under one of the policies. */
export interface FleetShare {
  /** Its place in the order's policies. */
  readonly policy: number;
  readonly first: number;
  readonly count: number;
}

/** How many shares the run makes. */
export function sharesOf({ fobs, policies }: FleetOrder): number {
  return Math.ceil(fobs / PART_FOBS) * policies.length;
}

/** Share k; the fobs under the first policy come first. */
export function shareOf({ fobs }: Pick<FleetOrder, 'fobs'>, share: number): FleetShare {
  const parts = Math.ceil(fobs / PART_FOBS);
  const first = (share % parts) * PART_FOBS;
  return {
    policy: Math.floor(share / parts),
    first,
    count: Math.min(PART_FOBS, fobs - first),
  };
}
