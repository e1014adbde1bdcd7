import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument } from '@fobkit/bench';
import { policies } from '@fobkit/bank';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BenchHere } from '../bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

/** Three steps off: in the window of the bank, and outside the usual one. */
const LATE = ['press', 'wait: 100 s', 'bank: verify'];

async function verdicts(...args: string[]): Promise<readonly (string | undefined)[]> {
  const { stdout } = await bench.run(['run', ...args, '--json']);
  const { runs } = JSON.parse(stdout) as BenchDocument;
  return runs.map(({ verdict, relyingParty }) => `${verdict} ${relyingParty ?? ''}`);
}

it('what a scenario does not say is as the policy has it', async () => {
  const file = bench.scenario('late', LATE);
  expect(await verdicts(file)).toEqual(['FAIL ']);
  expect(await verdicts(file, '--relying-party', 'otplib')).toEqual(['FAIL ']);
  expect(await verdicts(file, '--relying-party', 'bank:asahi-1303')).toEqual([
    'PASS bank:asahi-1303',
  ]);
});

it('what a scenario says is laid over the policy', async () => {
  const more = 'profile: shinkin-hardware\nrelying-party: { window: 1 }';
  const file = bench.scenario('late', LATE, more);
  expect(await verdicts(file, '--relying-party', 'bank:1303')).toEqual(['FAIL bank:1303']);
});

it('worker threads have the same relying party', async () => {
  const more = 'profile: shinkin-hardware\nmatrix: { seed: [1, 2] }';
  const args = [bench.scenario('late', LATE, more), '--relying-party', 'bank:ask-1020'];
  const both = ['PASS bank:ask-1020', 'PASS bank:ask-1020'];
  expect(await verdicts(...args, '--workers', '2')).toEqual(both);
});

it('a bundle is replayed with the relying party of its run, to the byte', async () => {
  const more = 'profile: shinkin-hardware\nrelying-party: { window: 1 }';
  const file = bench.scenario('late', LATE, more);
  const folder = bench.path('b');
  await bench.run(['run', file, '--bundles', folder, '--relying-party', 'bank:rsa']);
  const { status, stdout } = await bench.run([
    'replay',
    join(folder, readdirSync(folder)[0] ?? ''),
  ]);
  expect(stdout).toContain('the same to the byte');
  expect(status).toBe(0);
});

it('two models are alike before the same bank', async () => {
  const sides = ['--left', 'model', '--right', 'model'];
  const file = bench.scenario('late', LATE);
  const { status, stdout } = await bench.run([
    'diff',
    file,
    ...sides,
    '--relying-party',
    'bank:1303',
  ]);
  expect(stdout).toContain('both PASS');
  expect(status).toBe(0);
});

it('nothing of the bank is left behind', async () => {
  const file = bench.scenario('late', LATE);
  vi.stubEnv('TMPDIR', bench.folder);
  await bench.run(['run', file, '--relying-party', 'bank:1303']);
  expect(bench.files(bench.folder).filter((name) => name.startsWith('fob-bank-'))).toEqual([]);
});

it('a policy that there is none of ends with 2 and the names of all, and nothing is run', async () => {
  const file = bench.scenario('late', LATE);
  const { status, stderr } = await bench.run(['run', file, '--relying-party', 'bank:acme']);
  expect(status).toBe(2);
  for (const { name } of policies) expect(stderr).toContain(name);
  const other = await bench.run(['run', file, '--relying-party', 'acme']);
  expect(other).toMatchObject({ status: 2 });
  expect(other.stderr).toContain('otplib, or bank: and the name of a policy');
  expect(bench.stored()).toEqual([]);
});
