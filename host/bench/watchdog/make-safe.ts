import { appendFileSync } from 'node:fs';
import { delay } from '@fobkit/client';
import { type Lease, Leases } from '@fobkit/store';
import type { Bench } from '../bench-file/bench.ts';
import { readBench } from '../bench-file/read-bench.ts';
import type { BenchEnv } from '../instrument/bench-env.ts';
import { InstrumentSet } from '../instrument/instrument-set.ts';
import { SafeState, type SafeReport } from '../rig/safe-state.ts';
import type { WatchdogOrder } from './order.ts';
import type { WatchdogReason } from './watchdog.ts';

/** Longer than any try takes: meanwhile the leases end with this process. */
const LEASE_MS = 3_600_000;
/** How long what is not safe is kept from others when this process has given up. */
const UNSAFE_MS = 60_000;
/** An instrument may be held by what is left of the run for a while. */
const TRIES = 10;
const AGAIN_MS = 2_000;

/**
 * Brings the ports of a dead run into their safe state, and then releases its leases; where they do
 * not get there, the leases are left to end by themselves, so that the next run is told. Where somebody else has taken them meanwhile nothing is touched.
 *
 * @param endRun Ends what is left of the run, when its instruments are not to be had from it.
 */
export async function makeSafe(
  order: WatchdogOrder,
  reason: WatchdogReason,
  env: BenchEnv,
  endRun: () => void = () => undefined,
): Promise<SafeReport> {
  const { clock } = env.host;
  const leases = new Leases({ path: order.leases.path, clock });
  const bench = readBench({ text: order.text, file: order.file });
  const ports = bench.ports.filter(({ name }) => order.ports.includes(name));
  let lease: Lease = {
    run: order.run,
    fences: new Map(Object.entries(order.leases.fences)),
    expiresUnixMs: 0,
  };
  let report: SafeReport = { steps: [], readings: [] };
  try {
    // A run that only slept and wakes up now finds that it may switch nothing any more.
    lease = leases.seize(lease, LEASE_MS);
    for (let tries = 1; tries <= TRIES; tries++) {
      lease = leases.renew(lease, LEASE_MS);
      report = await reachOnce(env, { bench, ports, hubs: order.hubs });
      if (isSafe(report)) break;
      // A run that is stopped has their only connections; it may switch nothing any more anyway.
      if (tries === 1) endRun();
      if (tries < TRIES) await delay(clock, AGAIN_MS);
    }
    const rest = { utc: utcOf(clock.unixMs()), bench: bench.name, steps: report.steps };
    if (isSafe(report)) {
      leases.release(lease);
      note(order, reason, rest);
    } else {
      const { expiresUnixMs } = leases.leave(lease, UNSAFE_MS);
      note(order, reason, { ...rest, leasedUntil: utcOf(expiresUnixMs) });
    }
    return report;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    note(order, reason, { utc: utcOf(clock.unixMs()), bench: bench.name, error: why });
    throw error;
  } finally {
    leases.close();
  }
}

function isSafe({ steps }: SafeReport): boolean {
  return steps.every(({ safe }) => safe);
}

async function reachOnce(env: BenchEnv, { bench, ports, hubs }: Guarded): Promise<SafeReport> {
  const instruments = new InstrumentSet(env);
  const { tolerances } = bench;
  try {
    const safe = new SafeState({ instruments, tolerances, clock: env.host.clock }, hubs);
    return await safe.reach(ports);
  } finally {
    await instruments.close();
  }
}

interface Guarded {
  readonly bench: Bench;
  readonly ports: Bench['ports'];
  readonly hubs: WatchdogOrder['hubs'];
}

function note(
  { logFile, run, ports }: WatchdogOrder,
  reason: WatchdogReason,
  rest: Readonly<Record<string, unknown>>,
): void {
  appendFileSync(logFile, `${JSON.stringify({ run, ports, reason, ...rest })}\n`, { mode: 0o600 });
}

function utcOf(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
