import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { Leases } from '@fobkit/store';
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

/** Starts a run, and waits until it has switched everything on. */
async function armed(): Promise<ChildProcess> {
  const args = ['--conditions=fobkit-source', runner, bench.file, bench.folder];
  const started = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child = started;
  const [said] = (await once(started.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('armed\n');
  expect([bench.channel.on, bench.coils]).toEqual([true, 1]);
  return started;
}

const SLOW = { timeout: 20_000, interval: 20 };

describe('a run that is killed', () => {
  it('leaves its instruments safe: supply off, relays dropped, and its leases free', async () => {
    const doomed = await armed();
    const closed = once(doomed, 'close');
    doomed.kill('SIGKILL');
    await closed;
    const log = join(bench.folder, 'bench', 'watchdog.log');
    const noted = await vi.waitUntil(() => linesOf(log)[0], SLOW);
    expect([bench.channel.on, bench.coils, bench.live.fob.running]).toEqual([false, 0, false]);
    expect(noted).toMatchObject({ run: 'doomed', reason: 'the run has died', ports: ['port-1'] });
    expect(noted).toHaveProperty('steps.0.safe', true);
    const leases = new Leases({ path: join(bench.folder, 'bench', 'leases.db'), clock: nodeClock });
    expect(leases.holders()).toEqual([]);
    leases.close();
  });

  it('keeps the bench from others until it is safe', async () => {
    const doomed = await armed();
    await expect(bench.take()).rejects.toThrow(/^busy: psu1, relay1, chamber1.* run doomed \(pid /);
    const closed = once(doomed, 'close');
    doomed.kill('SIGKILL');
    await closed;
    await vi.waitUntil(() => linesOf(join(bench.folder, 'bench', 'watchdog.log'))[0], SLOW);
    const rig = await bench.take();
    await rig.close();
    expect(bench.channel.on).toBe(false);
  });
});

function linesOf(file: string): readonly unknown[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.slice(0, -1).map((line): unknown => JSON.parse(line));
  } catch {
    return [];
  }
}
