import * as v from 'valibot';

/** Runs that one worker does at a time. Part of what a campaign is: the report never tells it. */
const CHUNK_RUNS = 20;
export const MOST_RUNS = 10_000_000;

/** What a campaign is: everything that its report follows from, beside the version of fobkit. */
export const campaignOrderSchema = v.strictObject({
  /** Dice, 0 to 2^53 - 1. */
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  runs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_RUNS)),
  /** Names of fob types to draw from, at least one. */
  profiles: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.minLength(1), v.maxLength(100)),
  /** Who judges codes, as the record of a run calls it; absent: the usual one. */
  relyingParty: v.exactOptional(v.pipe(v.string(), v.maxLength(100))),
});
export type CampaignOrder = v.InferOutput<typeof campaignOrderSchema>;

/** How many chunks the runs make. */
export function chunksOf({ runs }: CampaignOrder): number {
  return Math.ceil(runs / CHUNK_RUNS);
}

/** The runs of chunk k: [k · c, (k + 1) · c), as far as there are any. */
export function runsOf({ runs }: CampaignOrder, chunk: number): readonly number[] {
  const from = chunk * CHUNK_RUNS;
  const count = Math.max(0, Math.min(CHUNK_RUNS, runs - from));
  return Array.from({ length: count }, (_, i) => from + i);
}
