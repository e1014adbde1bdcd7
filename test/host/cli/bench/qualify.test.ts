import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Qualification } from '@fobkit/bench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdingFobs } from '../../../../host/cli/bench/hold-fob.ts';
import { FobShell, type Up } from '../support/run-fob.ts';
import { runHere } from '../support/run-here.ts';

const shell = new FobShell({ here: true });
const records = join(shell.state, 'bench', 'records');
afterAll(() => shell.close());

/** Whole lines of a file below the records. */
function stored(...path: readonly string[]): readonly string[] {
  const file = join(records, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function lastQualification(): Qualification {
  return JSON.parse(stored('qualifications.jsonl').at(-1) ?? '') as Qualification;
}

/** Self-test and charge: quick, also at a fixture. */
function quickScenario(): string {
  const path = join(shell.folder, 'quick.yaml');
  const text = [
    'scenario: quick',
    'title: { en: Glass and charge }',
    'profile: shinkin-hardware',
    'steps:',
    '  - host: self-test',
    '  - expect: { log: { lacks: self-test-failed } }',
    '  - measure: { name: charge, of: battery, min: 0 %, max: 100 % }',
  ];
  writeFileSync(path, `${text.join('\n')}\n`);
  return path;
}

describe('fob bench qualify without a bench', () => {
  let good: string;
  let bad: string;
  beforeAll(async () => {
    const up = ['sim', 'up', '--profile', 'shinkin-hardware', '--pty'];
    good = (await shell.json<Up>(up)).deviceId;
    bad = (await shell.json<Up>(up)).deviceId;
    await shell.run(['sim', 'fault', 'lcd.segment', '2b', '--id', bad]);
  });
  afterAll(() => shell.run(['sim', 'down', '--all']));

  const qualify = (golden: string, knownBad: string, ...more: readonly string[]) =>
    shell.run(['bench', 'qualify', '--golden', golden, '--known-bad', knownBad, ...more]);

  it('ends with 0 when the golden fob passes its own list and the bad one fails', async () => {
    const { status, stdout } = await qualify(good, bad);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^PASS +golden +${good} +golden-fob *$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^FAIL +known-bad +${bad} +golden-fob *$`, 'm'));
    expect(stdout).toMatch(/^QUALIFIED fobs without a bench, until \d{4}-/m);
  });

  it('is kept with what was run, by id, apart from the runs that yields are made of', async () => {
    const { fobs, goldenValues, runs } = lastQualification();
    expect(fobs).toEqual([
      { role: 'golden', deviceId: good },
      { role: 'known-bad', deviceId: bad },
    ]);
    expect(goldenValues.map(({ name }) => name)).toContain('charge');
    const kept = stored('qualification', 'records.jsonl').join('\n');
    expect(runs).toHaveLength(9);
    for (const { runId } of runs) expect(kept).toContain(`"runId":"${runId}"`);
    expect((await shell.run(['bench', 'stats'])).stderr).toContain('no record of a run');
  });

  it('ends with 1 when the rig passes a bad fob and fails a good one', async () => {
    const { status, stdout } = await qualify(bad, good, quickScenario());
    expect(status).toBe(1);
    expect(stdout).toContain('NOT QUALIFIED fobs without a bench');
    expect(stdout).toMatch(/the golden fob: quick is FAIL.*the rig fails a good fob/);
    expect(stdout).toContain('nothing failed on the known-bad fob: the rig passes a bad fob');
    expect(lastQualification().outcome).toBe('NOT QUALIFIED');
  });

  it('blocks when a golden value moved, until a new baseline is wanted', async () => {
    const quick = (...more: readonly string[]) => qualify(good, bad, quickScenario(), ...more);
    expect((await quick()).status).toBe(0);
    await shell.run(['sim', 'set', '--battery', '40', '--id', good]);
    const moved = await quick();
    expect(moved.status).toBe(1);
    expect(moved.stdout).toMatch(/the golden charge \(quick\) moved by 60 % of its limit span/);
    expect((await quick('--most-move', '70')).status).toBe(0);
    expect((await quick('--new-baseline')).status).toBe(0);
    expect((await quick()).status).toBe(0);
  });

  it.each(['golden', 'known-bad', 'place'])(
    'is refused while another command has the fob: %s',
    async (which) => {
      const held = which === 'known-bad' ? bad : good;
      const place = which === 'place' ? ['--device', `sim:${good}`] : [];
      const args = ['bench', 'qualify', quickScenario(), '--golden', good, '--known-bad', bad];
      const { status, stderr } = await holdingFobs([held], () =>
        runHere([...args, ...place], { typed: [] }),
      );
      expect(stderr).toContain('busy: ');
      expect(status).toBe(3);
    },
  );

  it('asks the person to change the fobs at one place, and sees when that was not done', async () => {
    const fobs = ['--golden', good, '--known-bad', bad, '--device', `sim:${good}`];
    const ended = await runHere(['bench', 'qualify', quickScenario(), ...fobs], {
      typed: ['\n', '\n'],
    });
    expect(ended.stderr).toContain(`Put the golden fob ${good} at sim:${good}`);
    expect(ended.stderr).toContain(`Put the known-bad fob ${bad} at sim:${good}`);
    expect(ended.stderr).toContain(`the known-bad fob is ${bad}, and ${good} is at sim:${good}`);
    expect(ended.status).toBe(3);
    expect(lastQualification().rig.name).toBe('fobs without a bench');
  });

  it.each([
    [['--golden', 'sim:1', '--known-bad', 'sim:1'], 'name the same fob'],
    [['--golden', 'sim:1'], '--known-bad'],
    [['--golden', 'a', '--known-bad', 'b', '--hours', '0'], '--hours'],
    [['--golden', 'a', '--known-bad', 'b', '--device', 'tcp:h:1'], 'nobody sits at the terminal'],
    [['--golden', 'a', '--known-bad', 'b', '--device', 'x', '--bench', 'y'], 'exclude'],
  ])('ends with 2 on wrong use: %j', async (args, message) => {
    const { status, stderr } = await shell.run(['bench', 'qualify', ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a bench without a valid qualification', () => {
  let file: string;
  const scenario = quickScenario();
  beforeAll(async () => {
    const up = ['sim', 'bench', 'up', '--fobs', '2', '--profile', 'shinkin-hardware'];
    const { bench, fobs } = await shell.json<{ bench: string; fobs: readonly Up[] }>(up);
    file = bench;
    await shell.run(['sim', 'fault', 'lcd.segment', '2b', '--id', fobs[1]?.deviceId ?? '']);
  });
  afterAll(() => shell.run(['sim', 'down', '--all']));

  const run = (...more: readonly string[]) =>
    shell.run(['bench', 'run', scenario, '--bench', file, '--port', 'port-1', ...more]);

  it('is told in a line, and worked on', async () => {
    const { status, stderr } = await run();
    expect(stderr).toMatch(/^bench emulated has no valid qualification: it was never qualified/m);
    expect(status).toBe(0);
  });

  it('is not worked on with --qualified: 3, and nothing is run', async () => {
    const before = stored('records.jsonl');
    const { status, stderr, stdout } = await run('--qualified');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('has no valid qualification: it was never qualified');
    expect(stored('records.jsonl')).toEqual(before);
  });

  it('has one after fob bench qualify by port and id, until its file is changed', async () => {
    const ports = ['--golden', 'port-1', '--known-bad', 'port-2'];
    const qualified = await shell.json<Qualification>([
      ...['bench', 'qualify', scenario, '--bench', file, ...ports, '--hours', '2'],
    ]);
    expect(qualified).toMatchObject({
      outcome: 'QUALIFIED',
      rig: { name: 'bench emulated' },
      fobs: [{ port: 'port-1' }, { port: 'port-2' }],
    });
    const { time, validUntil } = qualified;
    expect(Date.parse(validUntil) - Date.parse(time)).toBe(7_200_000);
    const after = await run('--qualified');
    expect({ status: after.status, told: after.stderr.includes('qualification') }).toEqual({
      status: 0,
      told: false,
    });
    writeFileSync(file, `${readFileSync(file, 'utf8')}# another wire\n`);
    expect((await run('--qualified')).stderr).toContain('its bench file was changed since');
  });

  it('is wrong use where the bench has no such port, or it is no bench', async () => {
    const ports = ['--golden', 'port-9', '--known-bad', 'port-2'];
    const none = await shell.run(['bench', 'qualify', scenario, '--bench', file, ...ports]);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('--golden port-9: bench emulated has no such port');
    const bare = await shell.run(['bench', 'run', scenario, '--qualified']);
    expect(bare.status).toBe(2);
    expect(bare.stderr).toContain('--bench is missing');
  });
});
