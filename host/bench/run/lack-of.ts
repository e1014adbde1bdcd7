import type { Rig, RigCapability } from '@fobkit/client';
import { wantsItsOwnDay } from '../plan/own-day.ts';
import type { Scenario, Step } from '../scenario/model.ts';
import { innerSteps } from '../scenario/check/map-steps.ts';
import { needsOf } from '../scenario/needs.ts';
import type { RunContext } from './context.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import { leastSeconds } from './least-time.ts';

/** What the rig of a fob lacks for one step itself, by name and with the reason. */
export function lackOf(step: Step, fob: FobUnderRun, run: RunContext): string | undefined {
  const { rig } = fob;
  if (step.kind === 'arm') {
    // A fault has an equivalent of its own.
    const reason = rig.lacks('fault');
    const fault = run.scenario.faults.get(step.fault);
    if (reason !== undefined && fault?.equivalent === undefined) return `fault: ${reason}`;
    return undefined;
  }
  if (rig.kind === 'bench' && takesTime(step) && leastSeconds(step) > run.scenario.timeLimit) {
    return timeLack(rig);
  }
  for (const capability of needsOf(step)) {
    // A display that is always on is read without a press; where one is wanted it will be told.
    if (step.kind === 'expect' && capability === 'press') continue;
    const reason = rig.lacks(capability);
    if (reason !== undefined) return `${capability}: ${reason}`;
  }
  return undefined;
}

/** What a scenario begins with that the rig of the fob under test cannot give. */
function lacksOfStart(scenario: Scenario, { rig }: FobUnderRun): readonly string[] {
  const { battery, crystal = 0 } = scenario.given;
  const wanted: readonly RigCapability[] = [
    ...(battery === undefined ? [] : (['battery'] as const)),
    ...(crystal === 0 ? [] : (['crystal'] as const)),
  ];
  const lacks = wanted.flatMap((capability) => {
    const reason = rig.lacks(capability);
    return reason === undefined ? [] : [`${capability}: ${reason}`];
  });
  return rig.kind === 'bench' && wantsItsOwnDay(scenario) ? [...lacks, timeLack(rig)] : lacks;
}

function takesTime({ kind }: Step): boolean {
  return kind === 'wait' || kind === 'repeat';
}

function timeLack(rig: Rig): string {
  return `advance: ${rig.lacks('advance') ?? 'time passes as it does'}`;
}

/**
 * Everything that a scenario wants and its rigs lack, where it names no equivalent: it is told
 * before anything is done to the fob.
 */
export function lacksOf(scenario: Scenario, run: RunContext): readonly string[] {
  const found = new Set<string>(lacksOfStart(scenario, run.fobOf({})));
  const look = (steps: readonly Step[]): void => {
    for (const step of steps) {
      const lack = lackOf(step, run.fobOf(step), run);
      if (lack === undefined) look(innerSteps(step));
      else if (step.equivalent === undefined) found.add(lack);
      else look(step.equivalent.steps);
    }
  };
  look(scenario.steps);
  for (const fault of scenario.faults.values()) {
    const reason = run.fobOf({}).rig.lacks('fault');
    if (reason === undefined || fault.armedByStep) continue;
    if (fault.equivalent === undefined) found.add(`fault: ${reason}`);
    else look(fault.equivalent.steps);
  }
  return [...found];
}
