import type { ScenarioFault, Step } from '../model.ts';
import type { Cursor } from '../read/cursor.ts';
import type { FaultHere } from '../word/fault-words.ts';
import { everyStep } from './map-steps.ts';
import type { RunFobs } from './run-fobs.ts';

/** The faults of a run, with when each is armed; one that is never is told. */
export function faultsOfRun(
  written: ReadonlyMap<string, FaultHere> = new Map(),
  {
    at,
    fobs,
    steps,
  }: { readonly at: Cursor; readonly fobs: RunFobs; readonly steps: readonly Step[] },
): ReadonlyMap<string, ScenarioFault> {
  const armed = new Set(
    [...everyStep(steps)].flatMap((step) => (step.kind === 'arm' ? [step.fault] : [])),
  );
  return new Map(
    [...written].map(([name, { armed: when, equivalent, ...same }]) => {
      if (when === 'by-step' && !armed.has(name)) {
        at.wrong(`no step arms it; a step arm: ${name}, or armed: at-start`, {
          place: same.place,
          field: `faults.${name}.armed`,
        });
      }
      const armedByStep = when === undefined ? armed.has(name) : when === 'by-step';
      const instead =
        equivalent === undefined
          ? {}
          : { equivalent: { ...equivalent, steps: fobs.labelled(equivalent.steps) } };
      return [name, { ...same, name, armedByStep, ...instead }];
    }),
  );
}
