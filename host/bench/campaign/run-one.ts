import { OWN_FAILURE } from '../run/blame.ts';
import type { RunRecord } from '../run/record.ts';
import type { RunPorts, RunScenario } from '../run/runner.ts';
import type { Scenario } from '../scenario/model.ts';
import { invariantNames } from './invariant/invariants.ts';
import { watchInvariants } from './invariant/watch-invariants.ts';
import type { CampaignSpace } from './space.ts';

/** Who judges codes, where it is not the usual relying party. */
export type CampaignJudge = Partial<Pick<RunPorts, 'relyingParty' | 'relyingPartyName'>>;

/** What campaigns run on; a worker entry point wires it. */
export interface CampaignWorld {
  readonly space: CampaignSpace;
  readonly runScenario: RunScenario;
  /** Ports of a run whose record follows from the scenario alone: no wall time, no chance. */
  ports(scenario: Scenario): RunPorts;
  /** The one of that name; the usual one if absent. Rejects where there is none. */
  judge(name: string | undefined): Promise<CampaignJudge>;
}

/** Beside the invariants: the run was judged FAIL all the same, or the bench itself broke down. */
export const failureKinds = [...invariantNames, 'other-fail', 'bench-broke'] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
}

export interface RunOutcome {
  /** Absent when the bench broke down. */
  readonly record?: RunRecord;
  /** At most one of each kind. */
  readonly failures: readonly Failure[];
  /** How often each invariant was looked at. */
  readonly checks: ReadonlyMap<string, number>;
}

/** Runs a scenario with the invariants beside it. */
export async function runOne(
  scenario: Scenario,
  world: CampaignWorld,
  judge: CampaignJudge = {},
): Promise<RunOutcome> {
  const watch = watchInvariants(scenario, { ...world.ports(scenario), ...judge });
  const { findings } = watch;
  try {
    const record = await watch.judged(await world.runScenario(scenario, watch.ports));
    const failures = findings.breaches.map(({ invariant, message }) => ({
      kind: invariant,
      message,
    }));
    const more = failures.length > 0 ? [] : otherFailures(record);
    return { record, failures: [...failures, ...more], checks: findings.checks };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failures: [{ kind: 'bench-broke', message }], checks: findings.checks };
  }
}

function otherFailures({ reasons }: RunRecord): readonly Failure[] {
  const fail = reasons.find(({ verdict }) => verdict === 'FAIL');
  if (fail !== undefined) return [{ kind: 'other-fail', message: fail.message }];
  const broke = reasons.find(({ message }) => message.startsWith(OWN_FAILURE));
  return broke === undefined ? [] : [{ kind: 'bench-broke', message: broke.message }];
}
