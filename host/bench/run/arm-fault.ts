import { StepEnd } from './blame.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import type { Depth, Steps } from './steps.ts';

export interface ArmOptions {
  readonly fob: FobUnderRun;
  readonly steps: Steps;
  readonly at: Depth;
}

/** Arms a fault of the scenario by name, or does what stands in for it. */
export async function armFault(name: string, { fob, steps, at }: ArmOptions): Promise<string> {
  const { run } = steps;
  const fault = run.scenario.faults.get(name);
  if (fault === undefined) throw new StepEnd('INVALID', `the scenario has no fault "${name}"`);
  const lack = fob.rig.lacks('fault');
  if (lack === undefined) {
    const { text, evidence } = await run.faults.arm(fob.rig, fault);
    return `${text}: ${evidence}`;
  }
  const { equivalent } = fault;
  if (equivalent === undefined) throw new StepEnd('SKIPPED', `fault: ${lack}`);
  const evidence = await steps.equivalent(fault.text, equivalent, at);
  run.faults.replaced(fault, evidence);
  return evidence;
}
