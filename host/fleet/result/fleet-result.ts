import type { FleetTally } from '@fobkit/emulator/fleet';
import type { FleetPlan } from '../fleet-plan.ts';
import { assumptionsOf } from './assumptions.ts';
import type { FleetFacts, PolicyFacts } from './fleet-facts.ts';

/** What a run of a fleet came to. */
export interface FleetResult {
  readonly facts: FleetFacts;
  readonly tally: FleetTally;
}

/**
 * The result of a plan that was run.
 *
 * @param version Of fobkit: another one may count otherwise.
 */
export function resultOf(
  plan: FleetPlan,
  policy: PolicyFacts,
  tally: FleetTally,
  version: string,
): FleetResult {
  const { computesCodes, name, ofFobs, serials, spec, title } = plan;
  const { codes, days, fobs, guesser, madeOn, profile, seed } = spec;
  const { presses } = profile.product.endOfLife;
  const { algorithm, digits, mode, stepSeconds } = codes;
  return {
    facts: {
      ...{ name, title, seed, fobs, days, madeOn, computesCodes, version },
      ...(ofFobs === undefined || ofFobs <= fobs ? {} : { ofFobs }),
      profile: { name: profile.name, title: profile.title },
      ...(presses === undefined ? {} : { mostPresses: presses }),
      codes: { mode, algorithm, digits, stepSeconds },
      ...(guesser === undefined ? {} : { guesser }),
      serials,
      assumptions: assumptionsOf(spec),
      policy,
    },
    tally,
  };
}
