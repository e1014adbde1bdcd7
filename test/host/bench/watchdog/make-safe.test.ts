import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeBenchEnv } from '@fobkit/bench';
import type { HostClock } from '@fobkit/client';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { Leases } from '@fobkit/store';
import { makeSafe } from '../../../../host/bench/watchdog/make-safe.ts';
import type { WatchdogOrder } from '../../../../host/bench/watchdog/order.ts';
import { EmulatedBench } from '../support/emulated-bench.ts';

const runner = fileURLToPath(new URL('./support/runner.ts', import.meta.url));
let bench: EmulatedBench;
let child: ChildProcess | undefined;

beforeEach(async () => {
  bench = await EmulatedBench.open();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await bench.close();
});

/** What the watchdog of whoever holds the bench now was told. */
function order(): WatchdogOrder {
  const path = join(bench.folder, 'bench', 'leases.db');
  const leases = new Leases({ path, clock: nodeClock });
  const holders = leases.holders();
  leases.close();
  return {
    run: holders[0]?.run ?? '',
    text: bench.text,
    file: bench.file,
    leases: { path, fences: Object.fromEntries(holders.map(({ key, fence }) => [key, fence])) },
    ports: ['port-1'],
    hubs: {},
    silenceMs: 1_000,
    logFile: join(bench.folder, 'bench', 'watchdog.log'),
  };
}

it('a run that is stopped is ended when it keeps its instruments from being made safe', async () => {
  const args = ['--conditions=fobkit-source', runner, bench.file, bench.folder];
  const run = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child = run;
  await once(run.stdout, 'data');
  run.kill('SIGSTOP');
  expect(bench.channel.on).toBe(true);
  const { steps } = await makeSafe(order(), 'the run has fallen silent', nodeBenchEnv(), () => {
    run.kill('SIGKILL');
  });
  expect(steps.map(({ safe }) => safe)).not.toContain(false);
  expect([bench.channel.on, bench.coils]).toEqual([false, 0]);
}, 60_000);

it('a run whose bench was taken over switches nothing more, in the middle of an action either', async () => {
  const rig = await bench.take();
  const { run, leases } = order();
  const ramp = rig.act({ action: 'supply', millivolts: 2000, seconds: 60 });
  const ended = expect(ramp).rejects.toMatchObject({ code: 'busy' });
  const store = new Leases({ path: leases.path, clock: nodeClock });
  store.seize({ run, fences: new Map(Object.entries(leases.fences)), expiresUnixMs: 0 }, 60_000);
  await ended;
  await expect(rig.act({ action: 'press' })).rejects.toMatchObject({ code: 'busy' });
  await expect(rig.close()).rejects.toMatchObject({ code: 'busy' });
  store.close();
});

it('what never gets safe stays leased for a while when the watchdog has gone, and the log tells so', async () => {
  const rig = await bench.take();
  const orders = order();
  let ahead = 0;
  const clock: HostClock = {
    now: () => nodeClock.now() + ahead,
    unixMs: () => nodeClock.unixMs() + ahead,
    after: (ms, run) => nodeClock.after(ms / 100, run),
  };
  const unreachable = nodeBenchEnv({
    host: { ...nodeEnv, clock },
    streamTo: () => ({
      url: 'tcp:gone',
      open: () => {
        ahead += 90_000;
        return Promise.reject(new Error('it is gone'));
      },
    }),
  });
  const { steps } = await makeSafe(orders, 'the run has died', unreachable);
  expect(steps.map(({ safe }) => safe)).toContain(false);
  const after = new Leases({ path: orders.leases.path, clock, isRunning: () => false });
  const held = after.holders();
  expect(held.map(({ key }) => key).toSorted()).toEqual(
    Object.keys(orders.leases.fences).toSorted(),
  );
  const noted: unknown = JSON.parse(readFileSync(orders.logFile, 'utf8'));
  const until = new Date(held[0]?.expiresUnixMs ?? 0).toISOString();
  expect(noted).toMatchObject({ run: orders.run, leasedUntil: until });
  ahead += 60_000;
  expect(after.holders()).toEqual([]);
  after.close();
  await expect(rig.close()).rejects.toMatchObject({ code: 'busy' });
});

it('a bench that another run has by now is not touched', async () => {
  const rig = await bench.take();
  const orders = order();
  await rig.close();
  const other = await bench.take();
  expect(bench.channel.on).toBe(true);
  await expect(makeSafe(orders, 'the run has died', nodeBenchEnv())).rejects.toThrow();
  expect(bench.channel.on).toBe(true);
  await other.close();
});
