import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchHere, FAILS, PASSES } from './bench-here.ts';

let bench: BenchHere;
let bundle: string;

beforeEach(async () => {
  bench = new BenchHere();
  await bench.run(['run', bench.scenario('bad', FAILS), '--bundles', bench.path('b')]);
  bundle = join(bench.path('b'), readdirSync(bench.path('b'))[0] ?? '');
});
afterEach(() => {
  bench.close();
});

/** Puts another record into the bundle, sealed as the bundle's own. */
function change(from: RegExp, to: string): void {
  const record = readFileSync(join(bundle, 'record.json'), 'utf8').replace(from, to);
  writeFileSync(join(bundle, 'record.json'), record);
  const sha256 = createHash('sha256').update(record).digest('hex');
  const manifest = readFileSync(join(bundle, 'bundle.json'), 'utf8');
  const sealed = manifest.replace(/("record\.json": ")[0-9a-f]{64}/, `$1${sha256}`);
  writeFileSync(join(bundle, 'bundle.json'), sealed);
}

describe('fob bench replay', () => {
  it('runs what failed once more, the same to the byte', async () => {
    const { status, stdout } = await bench.run(['replay', bundle]);
    expect(stdout).toMatch(/^FAIL bad, run [0-9a-f]{16}, \d+ messages\nthe same to the byte\n$/);
    expect(status).toBe(0);
  });

  it('ends with 1 and the first difference where a run goes another way', async () => {
    change(/"number":1,"kind":"press"/, '"number":1,"kind":"unplug"');
    const { status, stdout } = await bench.run(['replay', bundle]);
    expect(stdout).toContain('another at steps.0.kind\n  was "unplug"\n  is  "press"');
    expect(status).toBe(1);
  });

  it('tells the difference as JSON', async () => {
    change(/"number":1,"kind":"press"/, '"number":1,"kind":"unplug"');
    const { stdout } = await bench.run(['replay', bundle, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: 'bad',
      same: false,
      difference: { path: 'steps.0.kind' },
    });
  });

  it('tells of a folder that is none, in words', async () => {
    const { status, stderr } = await bench.run(['replay', bench.path('nowhere')]);
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere is no bundle of fobkit: bundle.json: it is not there');
    expect(stderr).not.toContain('ENOENT');
  });

  it('refuses a bundle that somebody has changed', async () => {
    writeFileSync(join(bundle, 'scenario.yaml'), 'scenario: other\n');
    const { status, stderr } = await bench.run(['replay', bundle]);
    expect(status).toBe(2);
    expect(stderr).toContain('not what the bundle was written with');
  });

  it('has the state of the fob before the first step, and what passed over the wire', () => {
    expect(readdirSync(bundle).sort()).toEqual([
      'before.snapshot',
      'bundle.json',
      'capture.pcapng',
      'pictures',
      'record.json',
      'scenario.yaml',
      'transcript.jsonl',
    ]);
    const capture = readFileSync(join(bundle, 'capture.pcapng'));
    expect(capture.readUInt32LE(0)).toBe(0x0a0d_0d0a);
  });

  it('leaves no bundle of what passed', async () => {
    await bench.run(['run', bench.scenario('good', PASSES), '--bundles', bench.path('b')]);
    expect(readdirSync(bench.path('b'))).toHaveLength(1);
  });
});
