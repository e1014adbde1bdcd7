import * as v from 'valibot';
import type { Scenario } from '../../scenario/model.ts';
import { spaceOf } from '../chunk.ts';
import { drawScenario } from '../generate/draw-scenario.ts';
import type { CampaignOrder } from '../order.ts';
import { type CampaignWorld, failureKinds, type FailureKind, runOne } from '../run-one.ts';
import { shrink } from '../shrink/shrink.ts';
import { scenarioYaml } from '../write/scenario-yaml.ts';

export const shrunkFailureSchema = v.strictObject({
  run: v.number(),
  kind: v.picklist(failureKinds),
  message: v.string(),
  /** Steps of the scenario as it was drawn, and as it was shrunk. */
  stepsBefore: v.number(),
  steps: v.number(),
  faultsBefore: v.number(),
  faults: v.number(),
  /** Scenarios that were tried. */
  tried: v.number(),
  unfinished: v.boolean(),
  /** What the file is called, and the file itself. */
  file: v.string(),
  yaml: v.string(),
});
export type ShrunkFailure = v.InferOutput<typeof shrunkFailureSchema>;

export interface FailureToShrink {
  readonly run: number;
  readonly kind: FailureKind;
}

/** Draws the scenario of a run anew and looks for the shortest that fails in the same way. */
export async function shrinkFailure(
  order: CampaignOrder,
  { run, kind }: FailureToShrink,
  world: CampaignWorld,
): Promise<ShrunkFailure> {
  const drawn = drawScenario({ seed: order.seed, run }, spaceOf(order, world.space));
  const judge = await world.judge(order.relyingParty);
  let message = 'it did not fail when it was run again';
  const fails = async (smaller: Scenario): Promise<boolean> => {
    const { failures } = await runOne(smaller, world, judge);
    const same = failures.find((failure) => failure.kind === kind);
    if (same !== undefined) message = same.message;
    return same !== undefined;
  };
  const { scenario, tried, unfinished } = (await fails(drawn))
    ? await shrink(drawn, { fails, fault: (words) => world.space.fault(words) })
    : { scenario: drawn, tried: 0, unfinished: true };
  const name = `campaign-${String(order.seed)}-run-${String(run)}-${kind}`;
  const before = order.relyingParty === undefined ? '' : ` --relying-party ${order.relyingParty}`;
  const about = `Found by fob bench campaign --seed ${String(order.seed)}${before} in run ${String(run)}: ${message}`;
  return {
    run,
    kind,
    message,
    stepsBefore: drawn.steps.length,
    steps: scenario.steps.length,
    faultsBefore: drawn.faults.size,
    faults: scenario.faults.size,
    tried,
    unfinished,
    file: `${name}.yaml`,
    yaml: scenarioYaml({ ...scenario, name, about }),
  };
}
