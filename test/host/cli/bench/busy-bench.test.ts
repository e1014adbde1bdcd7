import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeClock } from '@fobkit/client/node';
import { Leases } from '@fobkit/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EmulatedBench } from '../../bench/support/emulated-bench.ts';
import { BenchHere, PASSES } from './bench-here.ts';

let here: BenchHere;
let bench: EmulatedBench;
let leases: Leases;

beforeEach(async () => {
  here = new BenchHere();
  bench = await EmulatedBench.open();
  const folder = here.path('state/bench');
  for (const one of [here.path('state'), folder]) mkdirSync(one, { mode: 0o700 });
  leases = new Leases({ path: join(folder, 'leases.db'), clock: nodeClock });
  const [supply] = bench.rigs().bench.instruments.values();
  const address = supply?.kind === 'scpi-supply' ? supply.address : expect.unreachable();
  const key = address.kind === 'tcp' ? `tcp://127.0.0.1:${address.port}` : '';
  leases.take([{ key, label: 'psu9' }], { run: 'other' }, 600_000);
});
afterEach(async () => {
  leases.close();
  await bench.close();
  here.close();
});

it('fob bench doctor calls what another run has busy, and not wrong: status 3', async () => {
  const { status, stdout } = await here.run(['doctor', bench.file]);
  expect(status).toBe(3);
  expect(stdout).toMatch(/^BUSY {3}instrument psu\w*: busy: psu9 is held by run other/m);
  expect(stdout).toMatch(/^BUSY {3}port port-1: not looked at: psu\w* is held by another run$/m);
  expect(stdout).not.toContain('WRONG');
  const { findings } = JSON.parse((await here.run(['doctor', bench.file, '--json'])).stdout) as {
    findings: readonly { readonly ok: boolean; readonly busy?: boolean }[];
  };
  expect(findings.filter(({ ok }) => !ok).map(({ busy }) => busy)).toEqual([true, true]);
});

it('a run that is refused for that is INVALID, and leaves no bundle', async () => {
  const run = ['run', here.scenario('good', PASSES), '--bench', bench.file, '--bundles'];
  const { status, stdout } = await here.run([...run, here.path('bundles')]);
  expect(status).toBe(3);
  expect(stdout).toMatch(/^INVALID +good /m);
  expect(here.files(here.path('bundles'))).toEqual([]);
});
