import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BenchHere } from './bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

it.each([[[]], [['--json']]])('2 on a report of a log without readings: %j', async (more) => {
  const log = bench.path('nowhere.jsonl');
  const { status, stdout, stderr } = await bench.run(['drift', '--log', log, '--report', ...more]);
  expect(status).toBe(2);
  expect(stdout + stderr).toContain('nowhere.jsonl: no reading in it yet');
  expect(stdout).not.toContain('readings');
  expect(existsSync(log)).toBe(false);
});

it('a report of one reading tells the error alone', async () => {
  const log = bench.file('one.jsonl', '{"at":1800000000,"low":-3,"high":27}\n');
  const { status, stdout } = await bench.run(['drift', '--log', log, '--report']);
  expect([status, stdout]).toEqual([0, 'error  -3.0 s … +27.0 s\n']);
});
