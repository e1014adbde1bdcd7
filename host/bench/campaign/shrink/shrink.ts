import type { Scenario } from '../../scenario/model.ts';
import type { CampaignSpace } from '../space.ts';
import { simplerFaults } from './simpler-faults.ts';
import { simplerStart } from './simpler-start.ts';
import { fewerSteps, simplerSteps } from './simpler-steps.ts';

export interface ShrinkOptions {
  /** Whether a scenario still fails in the way that is looked for. */
  readonly fails: (scenario: Scenario) => Promise<boolean>;
  readonly fault: CampaignSpace['fault'];
  /** The most scenarios that are tried; 600 if absent. */
  readonly most?: number;
}

export interface Shrunk {
  readonly scenario: Scenario;
  /** Scenarios that were tried. */
  readonly tried: number;
  /** The limit was reached: a shorter one may exist. */
  readonly unfinished: boolean;
}

/** Kinds of smaller scenarios, the most saving first. */
const REDUCTIONS = [fewerSteps, simplerFaults, simplerStart, simplerSteps];

/**
 * Looks for the shortest scenario that still fails (delta debugging): fewer steps, fewer faults, a
 * plainer start, simpler numbers, until none of the smaller ones fails. The same scenario shrinks
 * to the same one each time.
 */
export async function shrink(scenario: Scenario, options: ShrinkOptions): Promise<Shrunk> {
  const { most = 600, fault, fails } = options;
  let smallest = scenario;
  let tried = 0;
  const known = new Set<string>([printOf(scenario)]);
  for (;;) {
    const before = smallest;
    for (const reduce of REDUCTIONS) {
      // Each success begins the same kind of reduction anew, from what is left.
      let found = true;
      while (found) {
        found = false;
        for (const smaller of reduce(smallest, fault)) {
          const print = printOf(smaller);
          if (known.has(print)) continue;
          known.add(print);
          if (tried >= most) return { scenario: smallest, tried, unfinished: true };
          tried++;
          if (!(await fails(smaller))) continue;
          smallest = smaller;
          found = true;
          break;
        }
      }
    }
    if (smallest === before) return { scenario: smallest, tried, unfinished: false };
  }
}

/** A scenario as a text, for telling whether it was tried. */
function printOf(scenario: Scenario): string {
  return JSON.stringify(scenario, (key, value: unknown) => {
    if (key === 'place' || key === 'text') return undefined;
    return value instanceof Map ? [...value.entries()] : value;
  });
}
