import type { FleetTally } from '@fobkit/emulator/fleet';
import type { FleetPlan } from '../fleet-plan.ts';
import { assumptionsOf } from './assumptions.ts';
import type { FleetFacts, PolicyFacts } from './fleet-facts.ts';

/** What a run of a fleet came to. */
export interface FleetResult {
  readonly facts: FleetFacts;
  readonly tally: FleetTally;
}

/** A policy as the bank has it; what a report tells of it is taken. */
export interface ToldPolicy extends Omit<PolicyFacts, 'firstUse' | 'normal'> {
  readonly windowStepSeconds?: number;
  readonly counters?: { readonly lookAhead: number };
  readonly firstUse: CodeWindow;
  readonly normal: CodeWindow;
}

interface CodeWindow {
  readonly behind: number;
  readonly ahead: number;
}

/**
 * The result of a plan that was run.
 *
 * @param version Of fobkit: another one may count otherwise.
 */
export function resultOf(
  plan: FleetPlan,
  policy: ToldPolicy,
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
      policy: policyFactsOf(policy, codes),
    },
    tally,
  };
}

function policyFactsOf(
  policy: ToldPolicy,
  { mode, stepSeconds }: Pick<FleetFacts['codes'], 'mode' | 'stepSeconds'>,
): PolicyFacts {
  const { counters, followsDrift, lockAfter, name, source, title } = policy;
  const { windowStepSeconds: written = stepSeconds } = policy;
  const steps = (count: number): number => Math.floor((count * written) / stepSeconds);
  const window = ({ ahead, behind }: CodeWindow): CodeWindow =>
    mode === 'hotp'
      ? { behind: 0, ahead: counters?.lookAhead ?? ahead }
      : { behind: steps(behind), ahead: steps(ahead) };
  return {
    ...{ name, title, source, followsDrift, lockAfter },
    firstUse: window(policy.firstUse),
    normal: window(policy.normal),
  };
}
