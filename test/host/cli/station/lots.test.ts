import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../../../../host/cli/program/cli-error.ts';
import { StationHere } from './support/station-here.ts';

let here: StationHere;
beforeAll(async () => {
  here = new StationHere();
  await here.init();
});
afterAll(() => {
  here.close();
});

const PLAN = ['--purpose', 'test', '--profile', 'generic'];

interface Told {
  readonly counts: Readonly<Record<string, number>>;
  readonly state: string;
}

describe('a plan', () => {
  it('makes every unit at once, with its label', async () => {
    const lot = await here.json<Told>('lot', 'create', 'a', ...PLAN, '--serials', 'A{001..025}');
    expect(lot.counts).toMatchObject({ planned: 25, unused: 25, done: 0 });
    const units = await here.json<readonly { serial: string }[]>('unit', 'list', 'a');
    expect(units.map(({ serial }) => serial).slice(0, 2)).toEqual(['A001', 'A002']);
  });

  it('what is not said of the codes is usual for the fob type', async () => {
    const plan = ['--purpose', 'production', '--profile', 'shinkin-hardware', '--count', '2'];
    const lot = await here.json('lot', 'create', 'b', ...plan, '--shinkin', 'SKTH');
    expect(lot).toMatchObject({
      model: 'shinkin-hardware',
      parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    });
  });

  it('is listed, for a person and for a program', async () => {
    await here.json('lot', 'create', 'listed', ...PLAN, '--serials', 'LIST{1..3}');
    const told = { lot: 'listed', state: 'open', counts: { planned: 3 } };
    const lots = await here.json<readonly { lot: string }[]>('lot', 'list');
    expect(lots.find(({ lot }) => lot === 'listed')).toMatchObject(told);
    const { stdout } = await here.run(['lot', 'list']);
    expect(stdout).toMatch(/^NAME +STATE +FOB TYPE +PURPOSE +DONE +PLANNED +CREATED$/m);
    expect(stdout).toMatch(/^listed +open +generic +test fobs +0 +3 +\d{4}-\d\d-\d\d \d\d:\d\d$/m);
  });

  it('labels that are not of the fob type are told, and nothing is made', async () => {
    const plan = ['--purpose', 'test', '--profile', 'shinkin-hardware', '--count', '2'];
    const ended = await here.run(['lot', 'create', 'c', ...plan, '--serial-prefix', 'X']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('X00000001');
    expect(await here.run(['lot', 'status', 'c'])).toMatchObject({ status: 2 });
  });

  it('labels that are taken are listed one by one', async () => {
    const labels = here.file('labels.txt', 'A001\nfresh\nA002\n');
    const ended = await here.run(['lot', 'create', 'd', ...PLAN, '--serials-file', labels]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toMatch(/A001.*\n.*A002.*\n.*2 faults/s);
    expect(ended.stderr).not.toContain('fresh');
  });

  it.each([
    [['--serials', 'Z{1..9}', '--count', '3'], /--count 3/],
    [['--serials', 'Z{0001..}'], /--count/],
    [['--from', '7'], /import 7/],
    [['--serial-prefix', 'Z', '--count', '1', '--trim-by', 'soak'], /--trim/],
  ])('%j is wrong use', async (options, why) => {
    const ended = await here.run(['lot', 'create', 'e', ...PLAN, ...options]);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toMatch(why);
  });
});

describe('the state of a lot', () => {
  it('is changed with a reason alone', async () => {
    expect(await here.run(['lot', 'pause', 'a'])).toMatchObject({ status: 2 });
    expect(await here.json('lot', 'pause', 'a', '--reason', 'tea')).toMatchObject({
      state: 'paused',
    });
    expect(await here.json('lot', 'resume', 'a', '--reason', 'done')).toMatchObject({
      state: 'open',
    });
  });

  it('a closed lot is done when every unit has ended, and not when some are left', async () => {
    await here.json('lot', 'create', 'ended', ...PLAN, '--serials', 'E{1..2}');
    for (const label of ['E1', 'E2']) await here.json('unit', 'scrap', label, '--reason', 'test');
    await here.json('lot', 'close', 'ended', '--reason', 'delivered');
    expect(await here.run(['lot', 'run', 'ended', '--until-done'])).toMatchObject({ status: 0 });
    await here.json('lot', 'create', 'left', ...PLAN, '--serials', 'L{1..2}');
    await here.json('lot', 'close', 'left', '--reason', 'no more');
    expect(await here.run(['lot', 'run', 'left', '--until-done'])).toMatchObject({ status: 1 });
  });

  it('a lot that is closed is not opened again', async () => {
    await here.json('lot', 'close', 'b', '--reason', 'delivered');
    const ended = await here.run(['lot', 'resume', 'b', '--reason', 'more']);
    expect(ended).toMatchObject({ status: 1 });
  });

  it('a unit that is scrapped counts as that', async () => {
    await here.json('unit', 'scrap', 'A003', '--reason', 'lost');
    expect((await here.json<Told>('lot', 'status', 'a')).counts).toMatchObject({
      planned: 25,
      unused: 24,
      scrapped: 1,
    });
  });
});

describe('a run', () => {
  it('of a lot that wants a golden fob is refused without one', async () => {
    const plan = [...PLAN, '--serials', 'Q{1..1}', '--qualified', '12'];
    await here.json('lot', 'create', 'q', ...plan);
    const ended = await here.run(['lot', 'run', 'q', '--json']);
    expect(ended).toMatchObject({ status: 1 });
    expect(ended.stdout).toContain('"trouble":"not-qualified"');
    expect(ended.stderr).toContain('golden fob');
  });

  it('wants ports that are some', async () => {
    const ended = await here.run(['lot', 'run', 'a', '--port', 'somewhere']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('--port somewhere');
  });

  it.each(['/dev/null', '/'])('ends at %s, which can never be a port', async (path) => {
    const ended = await here.run(['lot', 'run', 'a', '--port', path]);
    expect(ended).toMatchObject({ status: 3 });
    expect(ended.stderr).toContain(`${path}: not a fob: this is not even a serial port`);
  });

  it('tells of a port that is not there yet, and waits', async () => {
    const stop = new AbortController();
    const ended = await here.run(['lot', 'run', 'a', '--port', '/dev/ttyNOPE'], {
      signal: stop.signal,
      onResult: (text) => {
        if (text.includes('waiting for a fob')) stop.abort(new Interrupted(130));
      },
    });
    expect(ended.status).toBe(130);
    expect(ended.stdout).toContain('waiting for a fob at /dev/ttyNOPE: no such device yet');
  });

  it('by a counter wants to know how good that is', async () => {
    const ended = await here.run(['lot', 'run', 'a', '--counter', 'tcp:10.0.0.5:5025']);
    expect(ended).toMatchObject({ status: 2 });
    expect(ended.stderr).toContain('--counter-ppm');
  });
});

it('the audit holds, and tells who did what', async () => {
  const report = await here.json<{ ok: boolean; entries: readonly { kind: string }[] }>(
    'audit',
    '--entries',
  );
  expect(report.ok).toBe(true);
  const kinds = report.entries.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['lot.created', 'lot.paused', 'unit.scrapped']));
});

it('an end of the chain that is not there any more is a fault', async () => {
  const heads = here.file('heads.txt', `line-1 100000 ${'0'.repeat(64)}\n`);
  const ended = await here.run(['audit', '--heads', heads]);
  expect(ended).toMatchObject({ status: 1 });
  expect(ended.stdout).toContain('DOES NOT HOLD');
});

it('heads that are none are told with their line', async () => {
  const heads = here.file('heads.txt', `line-1 1 ${'0'.repeat(64)}\nline-1 one two\n`);
  const ended = await here.run(['audit', '--heads', heads]);
  expect(ended).toMatchObject({ status: 2 });
  expect(ended.stderr).toContain('heads.txt:2');
});

it('speaks Japanese to whoever does', async () => {
  vi.stubEnv('LANG', 'ja_JP.UTF-8');
  const ended = await here.run(['lot', 'list']);
  vi.stubEnv('LANG', 'C.UTF-8');
  expect(ended.stdout).toContain('作業中');
});

it('prints no seed and no key', () => {
  expect(here.said).not.toContain(here.read('state/station/vault.key').trim());
  expect(here.said).not.toContain(here.read('state/station/session').trim());
});

it('operators are listed, for a person and for a program', async () => {
  const sato = { name: 'sato', role: 'supervisor', createdBy: 'sato', disabled: null };
  expect(await here.json('operator', 'list')).toMatchObject([sato]);
  const { stdout } = await here.run(['operator', 'list']);
  expect(stdout).toMatch(/^NAME +ROLE +STATE +CREATED\nsato +supervisor +active +\d{4}-/m);
});

it('of what there is none, that is told instead of an empty table', async () => {
  expect(await here.json('golden', 'list')).toEqual([]);
  expect(await here.run(['golden', 'list'])).toMatchObject({ status: 0, stdout: 'none\n' });
});
