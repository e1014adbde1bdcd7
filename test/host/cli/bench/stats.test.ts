import { appendFileSync } from 'node:fs';
import { RecordStore, type StatisticsGroup } from '@fobkit/bench';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BenchHere, FAILS, PASSES } from './bench-here.ts';

interface StatisticsDocument {
  readonly format: string;
  readonly version: number;
  readonly by: string;
  readonly groups: readonly StatisticsGroup[];
}

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

async function statistics(...args: string[]): Promise<StatisticsDocument> {
  const { stdout } = await bench.run(['stats', ...args, '--json']);
  return JSON.parse(stdout) as StatisticsDocument;
}

const MEASURES = ['measure: { name: charge, of: battery, min: 20 %, max: 100 % }'];

describe('fob bench stats', () => {
  it('tells yields of the runs that are stored', async () => {
    await bench.run(['run', bench.scenario('good', PASSES), bench.scenario('bad', FAILS)]);
    const { status, stdout } = await bench.run(['stats']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^all +2 +2 +50\.0 % +50\.0 % +0\.0 % +0 +0 *$/m);
    expect(stdout).toContain('1 × FAIL bad: expected code invalid');
  });

  it('reads no picture', async () => {
    await bench.run(['run', bench.scenario('good', PASSES)]);
    const read = vi.spyOn(RecordStore.prototype, 'read');
    expect((await bench.run(['stats'])).status).toBe(0);
    expect(read.mock.calls).toEqual([[{ pictures: false }]]);
    read.mockRestore();
  });

  it('counts what was run again as a retest of the same unit', async () => {
    const good = bench.scenario('good', PASSES);
    await bench.run(['run', good, '--seed', '1']);
    await bench.run(['run', good, '--seed', '1']);
    expect(await statistics()).toMatchObject({
      format: 'fobkit statistics',
      version: 1,
      by: 'all',
      groups: [{ name: 'all', yield: { units: 1, runs: 2, firstPass: 1, retested: 1 } }],
    });
  });

  it('gives each scenario a group, and each measured value its n', async () => {
    const files = [bench.scenario('values', MEASURES), bench.scenario('good', PASSES)];
    await bench.run(['run', ...files]);
    const { groups } = await statistics('--by', 'scenario');
    expect(groups.map(({ name }) => name)).toEqual(['good', 'values']);
    expect(groups[1]?.capabilities).toMatchObject([{ name: 'charge', unit: '%', n: 1, few: true }]);
    const { stdout, stderr } = await bench.run(['stats', '--by', 'scenario']);
    expect(stdout).toMatch(/^values +charge, % +values \(profile=shinkin-hardware\) +1 \*/m);
    expect(stderr).toContain('fewer than 30 values');
  });

  it('leaves out what began before --since', async () => {
    await bench.run(['run', bench.scenario('good', PASSES)]);
    expect((await statistics('--since', '2100-01-01T00:00:00Z')).groups).toEqual([]);
    expect((await statistics('--since', '2000-01-01T00:00:00Z')).groups).toHaveLength(1);
    const { status, stderr } = await bench.run(['stats', '--since', '2100-01-01T00:00:00Z']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/none of the 1 run in .*records\.jsonl began at --since or later/);
  });

  it('says where it looked when there is nothing', async () => {
    const { status, stderr } = await bench.run(['stats']);
    expect(status).toBe(0);
    expect(stderr).toContain('no record of a run in');
    expect(stderr).toContain('records.jsonl');
  });

  it('2 on a folder of records that is not there', async () => {
    const { status, stderr } = await bench.run(['stats', '--records', bench.path('nowhere')]);
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere: there is no such folder');
    expect(bench.files(bench.folder)).not.toContain('nowhere');
  });

  it('tells a damaged line with its number, and counts the others', async () => {
    await bench.run(['run', bench.scenario('good', PASSES)]);
    appendFileSync(bench.path('state/bench/records/records.jsonl'), '{"format":"fobkit run"\n');
    const { stderr, stdout } = await bench.run(['stats']);
    expect(stderr).toMatch(/records\.jsonl:2: no JSON/);
    expect(stdout).toMatch(/^all +1 +1 /m);
  });

  it('2 on a group that there is not', async () => {
    expect((await bench.run(['stats', '--by', 'weekday'])).status).toBe(2);
  });
});
