import type { RunRecord } from '../run/record.ts';
import { capabilitiesOf, type ProcessCapability } from './capability.ts';
import { likeOnes } from './like-ones.ts';
import { type Yield, yieldOf } from './yield.ts';

/** What records may be grouped by. */
export const GROUPINGS = ['all', 'rig', 'port', 'scenario', 'device', 'model'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface StatisticsGroup {
  readonly name: string;
  readonly yield: Yield;
  readonly capabilities: readonly ProcessCapability[];
  /** Why runs failed or proved nothing, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

const KEYS: Readonly<Record<Grouping, (record: RunRecord) => string>> = {
  all: () => 'all',
  rig: ({ rig }) => rig.name,
  port: ({ rig }) => `${rig.name}, ${rig.port === undefined ? 'no port' : `port ${rig.port}`}`,
  scenario: ({ scenario }) => scenario.name,
  device: ({ device }) => device.deviceId,
  model: ({ device }) => device.model ?? 'unknown',
};

/**
 * Yield, retests and capability of stored runs, group by group in the order of their names.
 * `history`: all that are stored, when `records` are some of them.
 */
export function benchStatistics(
  records: readonly RunRecord[],
  by: Grouping,
  history: readonly RunRecord[] = records,
): readonly StatisticsGroup[] {
  const groups = Map.groupBy(records, KEYS[by]);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, runs]) => ({
      name,
      yield: yieldOf(runs, history),
      capabilities: capabilitiesOf(runs),
      reasons: reasonsOf(runs),
    }));
}

/** Each reason once a run: what differs by chance is left out, so that like ones count together. */
function reasonsOf(records: readonly RunRecord[]): StatisticsGroup['reasons'] {
  const told = records
    .filter(({ verdict }) => verdict === 'FAIL' || verdict === 'INVALID')
    .flatMap(({ reasons, verdict, scenario }) => {
      const [reason] = reasons;
      const why = reason === undefined ? 'no reason' : likeOnes(reason.message);
      return [`${verdict} ${scenario.name}: ${why}`];
    });
  const counted = [...Map.groupBy(told, (one) => one)];
  return counted
    .map(([reason, all]) => ({ reason, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
