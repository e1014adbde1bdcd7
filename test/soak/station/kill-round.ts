import { setTimeout as sleep } from 'node:timers/promises';
import { toHex } from '@fobkit/protocol';
import { FobFarm } from '../../../host/emulator/farm/fob-farm.ts';
import { drawFobs, type FobKind, mishaps } from '../../../host/emulator/farm/fob-wish.ts';
import { systemWay } from '../../../host/emulator/farm/way.ts';
import { visitSteps } from '../../../host/station/run/station-event.ts';
import { alsoHappens } from '../../host/station/proof/support/kill-series.ts';
import {
  BATCH_KEY,
  makeLot,
  newLot,
  VAULT_KEY,
} from '../../host/station/proof/support/made-lot.ts';
import type { StationOrder } from '../../host/station/proof/support/messages.ts';
import { faultsOf } from '../../host/station/proof/support/prove.ts';
import { StationProcess } from '../../host/station/proof/support/station-process.ts';
import { Prng } from '../../support/prng.ts';

/** What one lot went through. */
export interface RoundCounts {
  readonly units: number;
  /** Station processes that were killed: at a place, and at a moment. */
  readonly killedAtPlace: number;
  readonly killedInTime: number;
  /** Fobs in the ports of a station that died whose power was cut, or that were pulled out. */
  readonly cutWithIt: number;
  readonly pulledWithIt: number;
  /** Fobs to which something was to happen at a step. */
  readonly mishaps: number;
  /** Fobs of other kinds among them. */
  readonly odd: number;
  readonly faults: readonly string[];
}

const STEPS = visitSteps.filter((step) => step !== 'soak' && step !== 'trim');
const CALLS = ['renew', 'claim', 'resume', 'enter loading', 'enter labelling', 'labelPrinted'];
const MORE_CALLS = ['complete', 'rollBack', 'leave', 'refuse', 'end'];
const PLACES = [
  ...STEPS.flatMap((step) => [`step ${step}`, `send ${step}`, `heard ${step}`]),
  ...[...CALLS, ...MORE_CALLS].flatMap((call) => [`before ${call}`, `after ${call}`]),
];
const ODD: readonly FobKind[] = ['wrong-model', 'other-batch', 'loaded', 'half-loaded', 'dying'];
/** Short, so that what a dead station had begun is soon for the others. */
const LEASE_MS = 4000;
/** A round that takes longer hangs, whatever the machine does beside it. */
const MOST_MS = 300_000;
/** Of thirty stations, so many are not killed. */
const SPARED = 1;

/** Makes a lot with stations that are killed over and over, at random; the same seed, the same dice. */
export async function killRound(
  address: string,
  stations: number,
  seed: number,
): Promise<RoundCounts> {
  const dice = new Prng(Math.imul(seed, 0x2545_f491));
  const good = 8 + dice.below(24);
  const befalls = Array.from({ length: dice.below(10) }, () => ({
    step: STEPS[dice.below(STEPS.length)] ?? 'claim',
    how: dice.pick(mishaps),
  }));
  const odd = Object.fromEntries(ODD.map((kind) => [kind, dice.chance(2) ? 1 : 0]));
  const planned = good + befalls.length;
  const lot = await makeLot(
    address,
    newLot(planned, { codeCheck: dice.chance(3) ? 'none' : 'read' }),
  );
  const farm = new FobFarm({
    wishes: drawFobs({ seed, good, odd, mishaps: befalls }),
    batchKey: BATCH_KEY,
    seed: seed + 1,
    way: systemWay('tcp'),
    labels: ['FOB-000001', 'FOB-000009'],
  });
  const keys = { vaultKey: toHex(VAULT_KEY), batchKey: toHex(BATCH_KEY) };
  const order = { ...keys, address, lot, ttlMs: LEASE_MS, heartbeatMs: LEASE_MS / 8 };
  const counts = { killedAtPlace: 0, killedInTime: 0, cutWithIt: 0, pulledWithIt: 0 };
  const alive = new Set<StationProcess>();
  const guard = { hangs: false };
  const timer = setTimeout(() => {
    guard.hangs = true;
    for (const station of alive) station.kill();
  }, MOST_MS);
  const printed = await Promise.all(
    Array.from({ length: stations }, async (_, at) => {
      const labels = [];
      const bench = farm.bench(`${String(at + 1)}-1`, 1 + dice.below(4));
      let next = new StationProcess();
      for (;;) {
        const station = next;
        next = new StationProcess();
        alive.add(station);
        const plan = guard.hangs ? undefined : drawKill(dice);
        const ended = new AbortController();
        if (typeof plan === 'number') {
          void sleep(plan, undefined, { signal: ended.signal }).then(
            () => {
              station.kill();
            },
            () => undefined,
          );
        }
        const dieAt = typeof plan === 'object' ? { dieAt: plan } : {};
        const end = await station.run({ ...order, ...dieAt, station: `line-${String(at)}` }, bench);
        ended.abort();
        alive.delete(station);
        labels.push(...end.printed);
        // A machine with too much to do lets a lease pass: the operator starts the station again.
        if (end.summary?.trouble === 'lease-lost' && !guard.hangs) continue;
        if (end.signal !== 'SIGKILL' || guard.hangs) {
          next.kill();
          await bench.leave();
          const { reason = 'none', trouble = '', why = '' } = end.summary ?? {};
          return { labels, stderr: end.stderr, reason, told: `${trouble} ${why}`.trim() };
        }
        if (typeof plan === 'number') counts.killedInTime++;
        else counts.killedAtPlace++;
        const also = dice.pick(alsoHappens);
        if (also === 'cut') counts.cutWithIt += bench.befallAll(also);
        if (also === 'pull') counts.pulledWithIt += bench.befallAll(also);
      }
    }),
  );
  clearTimeout(timer);
  await farm.close();
  const faults = await faultsOf({
    vaultKey: VAULT_KEY,
    batchKey: BATCH_KEY,
    address,
    lot,
    fobs: farm.fobs,
    printed: printed.flatMap(({ labels }) => labels),
    complete: true,
  });
  const strange = printed.filter(({ reason, stderr }) => reason !== 'lot-done' || stderr !== '');
  return {
    ...counts,
    units: planned,
    mishaps: befalls.length,
    odd: Object.values(odd).reduce((sum, one) => sum + one, 0),
    faults: [
      ...(guard.hangs ? ['it did not come to its end'] : []),
      ...strange.map((end) => `a station ended: ${end.reason} ${end.told} ${end.stderr}`),
      ...faults,
    ],
  };
}

/** A place, a moment in milliseconds from the start of the run, or none. */
function drawKill(dice: Prng): StationOrder['dieAt'] | number | undefined {
  if (dice.below(30) < SPARED) return undefined;
  if (dice.chance(3)) return dice.below(600);
  return { point: PLACES[dice.below(PLACES.length)] ?? 'step claim', nth: 1 + dice.below(3) };
}
