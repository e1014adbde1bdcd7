import type { FleetTally } from '@fobkit/emulator/fleet';
import type { WorkKind } from '@fobkit/store/work';
import * as v from 'valibot';
import { type FleetOrder, fleetOrderSchema, shareOf, sharesOf } from './fleet-order.ts';
import { tallySchema } from './tally-schema.ts';
import { readTally, writeTally } from './tally-text.ts';

/** What a share of a run came to. */
export const shareResultSchema = v.strictObject({
  share: v.pipe(v.number(), v.integer(), v.minValue(0)),
  tally: tallySchema,
});
export interface ShareResult {
  readonly share: number;
  readonly tally: FleetTally;
}

/** Runs of fleets as work that is done in shares. */
export const fleetWork: WorkKind<FleetOrder, ShareResult> = {
  name: 'fleet',
  order: fleetOrderSchema,
  sharesOf,
  write: ({ tally }) => writeTally(tally),
  read: (text, order, share) => {
    const tally = readTally(text);
    const { first, count } = shareOf(order, share);
    const { firstFob, death } = tally.fobs;
    if (firstFob !== first || death.length !== count) throw new RangeError('a tally of other fobs');
    return { share, tally };
  },
};

/** What a worker thread is asked to do. */
export const fleetTaskSchema = v.strictObject({
  order: fleetOrderSchema,
  share: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type FleetTask = v.InferOutput<typeof fleetTaskSchema>;
