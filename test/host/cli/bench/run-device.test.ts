import { type SimRecord, launchSim } from '@fobkit/emulator/sims';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../support/run-here.ts';
import { BenchHere, PASSES } from './bench-here.ts';

let bench: BenchHere;
let sim: SimRecord;

beforeAll(async () => {
  bench = new BenchHere();
  const [record] = await launchSim({ profile: 'shinkin-hardware', frozen: true, seed: 1 });
  if (record === undefined) throw new Error('no fob came up');
  sim = record;
}, 60_000);

afterAll(async () => {
  await runHere(['sim', 'down', '--all']);
  bench.close();
});

describe('fob bench run --device of an emulated fob that is up', () => {
  it('runs on it over its own link, and leaves it as it was found', async () => {
    const device = ['--device', `sim:${sim.deviceId}`];
    const steps = [...PASSES, 'unplug', 'replug', 'host: info', 'battery: 5 %'];
    const { status, stdout } = await bench.run(['run', bench.scenario('good', steps), ...device]);
    expect(stdout).toMatch(/^PASS +good/m);
    expect(status).toBe(0);
    const show = await runHere(['sim', 'show', '--id', sim.deviceId, '--json']);
    expect(show.stdout).toContain('"lifecycle":"blank"');
  }, 30_000);

  it('is found by its bare device id too, and skips by name what is of another type', async () => {
    const other = bench.scenario('other', PASSES, 'profile: generic');
    const { status, stdout } = await bench.run(['run', other, '--device', sim.deviceId]);
    expect(stdout).toContain('is a shinkin-hardware, the scenario wants a generic: other');
    expect(status).toBe(0);
  }, 30_000);

  it('as a bare fob on its port it has no hand: what wants one is skipped by name', async () => {
    const [url = ''] = sim.links;
    const file = bench.scenario('pressed', PASSES);
    const { status, stdout } = await bench.run(['run', file, '--device', url]);
    expect(stdout).toContain('SKIPPED press: nobody sits at the terminal to do it: pressed');
    expect(status).toBe(0);
  }, 30_000);

  it('leaves a bundle that no replay is offered for, with a capture of its link', async () => {
    const file = bench.scenario('bad', ['press', 'host: info', 'expect: { code: invalid }']);
    const { status, stdout } = await bench.run(['run', file, '--device', `sim:${sim.deviceId}`]);
    expect(status).toBe(1);
    expect(stdout).not.toContain('fob bench replay');
    const [, bundle = ''] = /^ {2}bundle (.*)$/m.exec(stdout) ?? [];
    expect(bench.files(bundle)).toEqual(
      expect.arrayContaining(['before.snapshot', 'capture.pcapng']),
    );
  }, 30_000);

  it('does one thing at a time', async () => {
    const args = [
      'run',
      bench.scenario('good', PASSES),
      '--device',
      sim.deviceId,
      '--workers',
      '2',
    ];
    expect((await bench.run(args)).status).toBe(2);
  }, 30_000);

  it('is refused while another run has the fob, by whatever name', async () => {
    const file = bench.scenario('held', PASSES);
    const names = [sim.deviceId, `sim:${sim.deviceId}`];
    const ends = await Promise.all(names.map((name) => bench.run(['run', file, '--device', name])));
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 3]);
    expect(ends.map(({ stderr }) => stderr).join('')).toContain('busy: ');
    expect((await bench.run(['run', file, '--device', sim.deviceId])).status).toBe(0);
  }, 30_000);

  it('is refused when there is no such fob', async () => {
    const args = ['run', bench.scenario('good', PASSES), '--device', 'sim:00000000000000aa'];
    const { status, stderr } = await bench.run(args);
    expect(status).toBe(3);
    expect(stderr).toContain('no emulated fob 00000000000000aa is up');
  });
});
