import { joinParts } from '@fobkit/emulator/fleet';
import { type FleetResult, resultOf } from '@fobkit/fleet';
import { VERSION } from '../help/version.ts';
import type { Cli } from '../program/cli.ts';
import { type FleetOptions, threadsOf } from './fleet-options.ts';
import { policyFacts } from './policy-facts.ts';
import type { ReadyFleet } from './prepare-fleet.ts';
import { runOrder } from './run-order.ts';

/** Lets the fleet live once under each policy; a result each, in their order. */
export async function resultsOf(
  cli: Cli,
  { plan, order }: ReadyFleet,
  policies: readonly unknown[],
  options: FleetOptions,
): Promise<readonly FleetResult[]> {
  const parts = await runOrder(cli, order(policies), {
    threads: threadsOf(options),
    days: plan.spec.days,
    ...(options.queue === undefined ? {} : { queue: options.queue }),
  });
  return parts.map((tallies, index) =>
    resultOf(plan, policyFacts(policies[index], plan.spec.codes), joinParts(tallies), VERSION),
  );
}
