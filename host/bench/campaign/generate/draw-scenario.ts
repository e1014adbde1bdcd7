import type { Scenario, ScenarioFault, StartState } from '../../scenario/model.ts';
import { Dice } from '../dice.ts';
import type { CampaignProfile, CampaignSpace } from '../space.ts';
import { drawLoad } from './draw-load.ts';
import { drawSteps } from './draw-steps.ts';
import { HOLD, NOWHERE } from './dress.ts';
import { drawFault } from './fault-words.ts';

/** Which run of which campaign. */
export interface RunNumber {
  readonly seed: number;
  /** From 0. */
  readonly run: number;
}

/** New Year of 2027, the day before a 29 February, the end of 31-bit seconds. */
const MOMENTS = [1_798_761_600, 1_835_309_400, 2_147_483_630];

/**
 * The scenario of one run: it follows from its number and the space alone. Its name tells the
 * number, and it ends with `expect: { invariants: hold }`.
 */
export function drawScenario({ seed, run }: RunNumber, space: CampaignSpace): Scenario {
  const dice = new Dice(seed, run);
  const profile = dice.pick(space.profiles);
  const time = dice.percent(40) ? dice.pick(MOMENTS) : dice.between(1_767_225_600, 1_956_528_000);
  const given = drawStart(dice, profile, time);
  const drawn = drawFaults(dice, profile, space);
  const armable = drawn.filter((it) => it.armedByStep).map(({ name }) => name);
  const steps = drawSteps({ dice, profile, time, load: given.load, armable });
  const armed = new Set(steps.flatMap((step) => (step.kind === 'arm' ? [step.fault] : [])));
  // One that no step came to arm acts from the start.
  const faults = drawn.map((it) => ({ ...it, armedByStep: armed.has(it.name) }));
  const runSeed = dice.u32();
  const name = `campaign-${String(seed)}-run-${String(run)}`;
  const rules = { window: 1, resyncWindow: 100, lockAfter: 5, followsDrift: dice.percent(70) };
  return {
    name,
    title: { en: `Run ${String(run)} of campaign ${String(seed)}` },
    place: NOWHERE,
    parameters: { profile: profile.name, seed: runSeed },
    profile: profile.name,
    seed: runSeed,
    given,
    relyingParty: rules,
    // A file tells them all.
    ownRules: rules,
    faults: new Map(faults.map((it) => [it.name, it])),
    steps: [...steps, HOLD],
    teardown: [],
    timeLimit: 600,
  };
}

function drawStart(dice: Dice, profile: CampaignProfile, time: number): StartState {
  const load = dice.percent(92) ? drawLoad(dice, profile, time) : undefined;
  return {
    place: NOWHERE,
    time,
    ...(load === undefined ? {} : { load }),
    ...(dice.percent(20) ? { battery: dice.pick([2, 8, 12, 60]) } : {}),
    ...(dice.percent(15) ? { temperature: dice.pick([-20, 0, 40, 70]) } : {}),
    ...(dice.percent(15) ? { crystal: dice.pick([-42, 5, 20]) } : {}),
    ...(load !== undefined && dice.percent(15) ? { drift: dice.pick([-45, -5, 10, 40]) } : {}),
    others: new Map(),
  };
}

function drawFaults(
  dice: Dice,
  profile: CampaignProfile,
  space: CampaignSpace,
): readonly ScenarioFault[] {
  const count = dice.weighted([
    [2, 0],
    [5, 1],
    [3, 2],
    [1, 3],
  ]);
  return Array.from({ length: count }, (_, i) => {
    const name = `fault-${String(i + 1)}`;
    const { fault, text } = space.fault(drawFault(dice, profile));
    return { place: NOWHERE, name, fault, text, armedByStep: dice.percent(40) };
  });
}
