import * as v from 'valibot';
import { countCoverage } from './coverage.ts';
import { drawScenario } from './generate/draw-scenario.ts';
import { type CampaignOrder, runsOf } from './order.ts';
import { type CampaignWorld, failureKinds, runOne } from './run-one.ts';
import type { CampaignSpace } from './space.ts';
import { Counts, tallySchema } from './tally.ts';

/** What became of one chunk of a campaign. It passes between threads and through a database. */
export const chunkResultSchema = v.strictObject({
  chunk: v.pipe(v.number(), v.integer(), v.minValue(0)),
  runs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Steps that were done. */
  steps: v.pipe(v.number(), v.integer(), v.minValue(0)),
  tally: tallySchema,
  failures: v.array(
    v.strictObject({
      run: v.pipe(v.number(), v.integer(), v.minValue(0)),
      kind: v.picklist(failureKinds),
      message: v.pipe(v.string(), v.maxLength(2000)),
    }),
  ),
});
export type ChunkResult = v.InferOutput<typeof chunkResultSchema>;
export type RunFailure = ChunkResult['failures'][number];

/** Does the runs of one chunk. Follows from the order and the shipped model alone. */
export async function runChunk(
  order: CampaignOrder,
  chunk: number,
  world: CampaignWorld,
): Promise<ChunkResult> {
  const space = spaceOf(order, world.space);
  const judge = await world.judge(order.relyingParty);
  const counts = new Counts();
  const failures: RunFailure[] = [];
  const runs = runsOf(order, chunk);
  if (runs.length === 0) throw new RangeError(`the campaign has no share ${String(chunk)}`);
  let steps = 0;
  for (const run of runs) {
    const scenario = drawScenario({ seed: order.seed, run }, space);
    const outcome = await runOne(scenario, world, judge);
    steps += outcome.record?.steps.length ?? 0;
    countCoverage(scenario, outcome, counts);
    for (const { kind, message } of outcome.failures) {
      failures.push({ run, kind, message: message.slice(0, 2000) });
    }
  }
  return { chunk, runs: runs.length, steps, tally: counts.tally(), failures };
}

/** Of the space only the fob types of the order, in the order's sequence. */
export function spaceOf({ profiles }: CampaignOrder, space: CampaignSpace): CampaignSpace {
  const wanted = profiles.map((name) => {
    const found = space.profiles.find((profile) => profile.name === name);
    if (found === undefined) throw new RangeError(`there is no profile ${name}`);
    return found;
  });
  return { ...space, profiles: wanted };
}
