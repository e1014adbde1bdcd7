import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { BenchDocument, RunRecord } from '@fobkit/bench';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../../../../host/cli/program/cli-error.ts';
import { BenchHere, FAILS, PASSES } from './bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

const IDLE = 'profile: shinkin-hardware\nfaults: { seg: lcd.segment 2d --on-nth press:9 }';

async function documentOf(...args: string[]): Promise<BenchDocument> {
  const { stdout } = await bench.run(['run', ...args, '--json']);
  return JSON.parse(stdout) as BenchDocument;
}

/** What of a record is the same whenever and wherever the run is made. */
function lasting({ runId: _, started: __, ended: ___, ...rest }: RunRecord): unknown {
  return rest;
}

describe('fob bench run ends with', () => {
  it('0 when all passed', async () => {
    const { status, stdout } = await bench.run(['run', bench.scenario('good', PASSES)]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^PASS +good /m);
    expect(stdout).toContain('1 run: 1 PASS');
  });

  it('1 on a FAIL, with the place in the file', async () => {
    const file = bench.scenario('bad', FAILS);
    const { status, stdout } = await bench.run(['run', file]);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`FAIL ${file}:6:5: expected code invalid`));
  });

  it('3 on INVALID without FAIL: a fault that never fired', async () => {
    const { status, stdout } = await bench.run(['run', bench.scenario('idle', PASSES, IDLE)]);
    expect(status).toBe(3);
    expect(stdout).toContain('INVALID the fault seg never fired: waits for the 9th press');
  });

  it('1 when there is a FAIL beside an INVALID', async () => {
    const files = [bench.scenario('idle', PASSES, IDLE), bench.scenario('bad', FAILS)];
    expect((await bench.run(['run', ...files])).status).toBe(1);
  });

  it('2 on a wrong file, a line of each problem, and nothing was run', async () => {
    const good = bench.scenario('good', PASSES);
    const wrong = bench.scenario('wrong', ['pres', 'wait: 3 parsecs']);
    const { status, stderr, stdout } = await bench.run(['run', good, wrong]);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^${wrong}:5:5: steps\\[0\\]`, 'm'));
    expect(stderr).toMatch(new RegExp(`^${wrong}:6:11: steps\\[1\\].wait`, 'm'));
    expect(stdout).toBe('');
    expect(bench.stored()).toEqual([]);
  });

  it.each([
    [['run', 'nowhere.yaml'], 'there is no such file'],
    [['run', 'library:nothing'], 'no scenario of the library'],
    [['run', 'library:year-end', '--set', 'x=1'], 'no parameter is called "x"'],
    [['run', 'library:year-end', '--only', 'leap-*'], 'no scenario has that name'],
    [['run', 'library:year-end', '--junit', 'nowhere/j.xml'], 'no folder to write in'],
    [['run', 'library:year-end', '--seed', '-1'], 'seed'],
    [['run', 'library:year-end', '--device', 'hid:/dev/x', '--bench', 'b.yaml'], 'exclude'],
  ])('2 on wrong use: %j', async (args, message) => {
    const { status, stderr } = await bench.run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it('130 when it is interrupted: what was run is told and stored, no more is begun', async () => {
    const abort = new AbortController();
    const more = 'profile: generic\nmatrix: { seed: [1, 2, 3, 4, 5] }';
    const { status, stdout } = await bench.run(['run', bench.scenario('seeds', PASSES, more)], {
      signal: abort.signal,
      onNote: () => {
        abort.abort(new Interrupted(130));
      },
    });
    expect(status).toBe(130);
    expect(stdout).toMatch(/[1-4] runs?: [1-4] PASS/);
    expect(bench.stored()).toHaveLength(stdout.match(/^PASS/gm)?.length ?? 0);
  });

  it('130 when it is interrupted with workers: what is under way is kept, the rest is named', async () => {
    const abort = new AbortController();
    const more = 'profile: generic\nmatrix: { times: [1, 4000, 4001, 4002] }';
    const steps = ['repeat: { times: "${times}", steps: [ press, expect: { code: valid } ] }'];
    const run = ['run', bench.scenario('many', steps, more), '--workers', '2'];
    const { status, stdout } = await bench.run(run, {
      signal: abort.signal,
      onNote: () => {
        abort.abort(new Interrupted(130));
      },
    });
    expect(status).toBe(130);
    expect(stdout).toMatch(/^INVALID +many .*times=400/m);
    expect(stdout).toContain('stopped before its end');
    expect(stdout).toMatch(/^never begun: many/m);
    expect(bench.stored()).toHaveLength(
      stdout.match(/^(PASS|INVALID) +many +profile/gm)?.length ?? 0,
    );
  });

  it('no report of an interrupted night says PASS', async () => {
    const abort = new AbortController();
    const more = 'profile: generic\nmatrix: { seed: [1, 2, 3, 4, 5] }';
    const [junit, html] = [bench.path('j.xml'), bench.path('r.html')];
    const args = ['run', bench.scenario('seeds', PASSES, more), '--json'];
    const { stdout } = await bench.run([...args, '--junit', junit, '--html', html], {
      signal: abort.signal,
      onNote: () => {
        abort.abort(new Interrupted(130));
      },
    });
    const { notRun, runs, verdict } = JSON.parse(stdout.split('\n')[0] ?? '') as BenchDocument;
    expect(verdict).toBe('INVALID');
    expect(notRun).toBe(5 - runs.length);
    expect(notRun).toBeGreaterThan(0);
    expect(readFileSync(junit, 'utf8')).toContain(`${String(notRun)} of 5 runs were never begun`);
    expect(readFileSync(html, 'utf8')).toContain('<title>INVALID: ');
  });

  it('1 on a FAIL whose reports cannot be written', async () => {
    const junit = bench.path('taken');
    const run = ['run', bench.scenario('bad', FAILS), '--junit', junit];
    const { status, stderr } = await bench.run(run, {
      onNote: () => {
        mkdirSync(junit, { recursive: true });
      },
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`${junit} cannot be written`);
  });

  it.each(['--junit', '--html'])(
    '2 when %s names a folder, and nothing was run',
    async (option) => {
      const run = ['run', bench.scenario('bad', FAILS), option, bench.folder];
      const { status, stderr } = await bench.run(run);
      expect([status, stderr]).toEqual([2, expect.stringContaining('it is a folder')]);
      expect(bench.stored()).toEqual([]);
    },
  );

  it('130 when it is interrupted, before anything is begun', async () => {
    const abort = new AbortController();
    abort.abort(new Interrupted(130));
    const run = ['run', bench.scenario('good', PASSES)];
    expect((await bench.run(run, { signal: abort.signal })).status).toBe(130);
    expect(bench.stored()).toEqual([]);
  });
});

describe('fob bench run', () => {
  it('has each record on the disk', async () => {
    const { runs } = await documentOf(bench.scenario('good', PASSES), bench.scenario('bad', FAILS));
    const stored = bench.stored().map((line) => (JSON.parse(line) as RunRecord).runId);
    expect(stored).toEqual(runs.map(({ runId }) => runId));
  });

  it('prints one document of JSON', async () => {
    expect(await documentOf(bench.scenario('good', PASSES))).toMatchObject({
      format: 'fobkit bench',
      verdict: 'PASS',
      tally: { PASS: 1, FAIL: 0, INVALID: 0, SKIPPED: 0 },
      runs: [{ scenario: { name: 'good' }, rig: { kind: 'emulated' } }],
    });
  });

  it('runs each cell of the matrix, with the seed and the parameters that were given', async () => {
    const more =
      'matrix: { profile: [shinkin-hardware, generic], celsius: [0, 25] }\nparameters: { n: 1 }';
    const file = bench.scenario('cells', [...PASSES, 'temperature: ${celsius} °C'], more);
    const { runs } = await documentOf(file, '--seed', '9', '--set', 'celsius=10', '--set', 'n=2');
    expect(runs.map(({ scenario }) => scenario.parameters)).toEqual([
      { profile: 'shinkin-hardware', seed: 9, celsius: 10, n: 2 },
      { profile: 'generic', seed: 9, celsius: 10, n: 2 },
    ]);
  });

  it('takes the scenarios in a folder, and passes other YAML by', async () => {
    mkdirSync(bench.path('sub'));
    bench.scenario('one', PASSES);
    bench.scenario('sub/two', PASSES);
    bench.file('bench.yaml', 'bench: line-3\n');
    const wrong = await bench.run(['run', bench.folder]);
    // A name has no slash: the file is one that is read, and wrong.
    expect(wrong.stderr).toContain('sub/two.yaml');
    bench.file(
      'sub/two.yaml',
      'scenario: two\ntitle: { en: T }\nprofile: generic\nsteps: [press, expect: { code: valid }]\n',
    );
    const { runs } = await documentOf(bench.folder);
    expect(runs.map(({ scenario }) => scenario.name)).toEqual(['one', 'two']);
  });

  it('runs only what --only names', async () => {
    const files = [bench.scenario('one', PASSES), bench.scenario('other', PASSES)];
    const { runs } = await documentOf('--only', 'oth*', ...files);
    expect(runs.map(({ scenario }) => scenario.name)).toEqual(['other']);
    const both = await documentOf('--only', 'one', '--only', 'other', ...files);
    expect(both.runs).toHaveLength(2);
  });

  it('refuses two scenarios of one name', async () => {
    const first = bench.scenario('one', PASSES);
    const second = bench.file('copy.yaml', readFileSync(first, 'utf8'));
    const { status, stderr } = await bench.run(['run', first, second]);
    expect(status).toBe(2);
    expect(stderr).toContain(`the scenario one is in ${first} too`);
  });

  it('gives the same runs in the same order with two workers as with none', async () => {
    const more = 'profile: shinkin-hardware\nmatrix: { seed: [1, 2, 3, 4, 5, 6, 7] }';
    const files = [bench.scenario('seeds', PASSES, more), bench.scenario('bad', FAILS)];
    const one = await documentOf(...files, '--workers', '1');
    const two = await documentOf(...files, '--workers', '2');
    expect(two.runs.map(lasting)).toEqual(one.runs.map(lasting));
  }, 60_000);

  it('tells each run that is done to who waits without a terminal', async () => {
    const files = [bench.scenario('one', PASSES), bench.scenario('bad', FAILS)];
    const { stderr } = await bench.run(['run', ...files]);
    expect(stderr).toBe(
      '1/2 PASS one (profile=shinkin-hardware, seed=1)\n' +
        '2/2 FAIL bad (profile=shinkin-hardware, seed=1)\n',
    );
  });

  it('writes JUnit, WSJF and HTML', async () => {
    const files = [bench.scenario('one', PASSES), bench.scenario('bad', FAILS)];
    const [junit, html, wsjf] = [bench.path('j.xml'), bench.path('r.html'), bench.path('w')];
    const exports = ['--junit', junit, '--html', html, '--wsjf', wsjf, '--wsjf-process', '42'];
    await bench.run(['run', ...files, ...exports]);
    expect(readFileSync(junit, 'utf8')).toContain('tests="2" failures="1" errors="0"');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/i);
    const reports = readdirSync(wsjf).map((name) => readFileSync(`${wsjf}/${name}`, 'utf8'));
    expect(
      reports.map((text) => (JSON.parse(text) as { processCode: number }).processCode),
    ).toEqual([42, 42]);
  }, 30_000);

  it('keeps records and bundles where it is told to', async () => {
    const [records, bundles] = [bench.path('r'), bench.path('b')];
    const where = ['--records', records, '--bundles', bundles];
    await bench.run(['run', bench.scenario('bad', FAILS), ...where]);
    expect(existsSync(`${records}/records.jsonl`)).toBe(true);
    expect(readdirSync(bundles)).toEqual([expect.stringMatching(/^bad-[0-9a-f]{16}$/)]);
    expect(bench.stored()).toEqual([]);
  });
});
