import { afterEach, beforeEach, expect, it } from 'vitest';
import { EmulatedBench } from '../../bench/support/emulated-bench.ts';
import { BenchHere, FAILS, PASSES } from './bench-here.ts';

let here: BenchHere;
let bench: EmulatedBench;

beforeEach(async () => {
  here = new BenchHere();
  bench = await EmulatedBench.open();
});
afterEach(async () => {
  await bench.close();
  here.close();
});

/** A bench has no fob of this type. */
const NO_SUCH_FOB = 'profile: hotp-button';

it('what is SKIPPED ends with 0, and with 3 where --no-skips allows none', async () => {
  const run = ['run', here.scenario('good', PASSES, NO_SUCH_FOB), '--bench', bench.file];
  expect((await here.run(run)).status).toBe(0);
  const { status, stderr, stdout } = await here.run([...run, '--no-skips']);
  expect(stdout).toContain('1 run: 1 SKIPPED');
  expect(stderr).toContain('fob: 1 run SKIPPED, and --no-skips allows none');
  expect(status).toBe(3);
});

it('--no-skips masks no FAIL, and asks nothing of a run that passed', async () => {
  const skipped = here.scenario('skipped', PASSES, NO_SUCH_FOB);
  const failed = here.scenario('failed', FAILS);
  const run = ['run', '--bench', bench.file, '--no-skips'];
  expect((await here.run([...run, skipped, failed])).status).toBe(1);
  expect((await here.run([...run, here.scenario('good', PASSES)])).status).toBe(0);
});
