import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeResult } from '@fobkit/fleet';
import { madeResult, madeTally } from '../../fleet/support/made-result.ts';
import { runHere } from '../support/run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'fobkit-fleet-'));
const at = (name: string): string => join(folder, name);
// Two parts, so that there is something to share.
const SMALL = ['--fobs', '5000', '--days', '200'];

const FLEET = `fleet: office
fobs: 300
time: 1 year
profile: shinkin-hardware
policy: ask-1020
vary:
  lockAfter: [3, 10]
`;

beforeAll(() => {
  writeFileSync(at('fleet.yaml'), FLEET);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('fob fleet run', () => {
  it('gives the same report and exports, to the byte, on one thread and on two', async () => {
    const written = async (workers: string): Promise<readonly string[]> => {
      const out = at(`out-${workers}`);
      const { status } = await runHere(
        `fleet run example:manual-1020 ${SMALL.join(' ')} --workers ${workers} --csv ${out} --parquet ${out} --html ${out}/r.html --save ${out}/r.json`.split(
          ' ',
        ),
      );
      expect(status).toBe(0);
      return readdirSync(out)
        .sort()
        .map((file) => `${file} ${readFileSync(join(out, file), 'base64')}`);
    };
    const [one, two] = [await written('1'), await written('2')];
    expect(one.map((file) => file.split(' ')[0])).toEqual([
      'days.csv',
      'days.parquet',
      'fobs.csv',
      'fobs.parquet',
      'r.html',
      'r.json',
      'spreads.csv',
      'spreads.parquet',
    ]);
    expect(two).toEqual(one);
  });

  it('another seed is another fleet, and the same seed the same', async () => {
    const run = async (seed: string): Promise<string> =>
      (await runHere(['fleet', 'run', at('fleet.yaml'), '--json', '--seed', seed])).stdout;
    const [one, again, other] = [await run('4'), await run('4'), await run('5')];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
    expect(JSON.parse(one)).toMatchObject({
      format: 'fobkit fleet',
      facts: { fobs: 300, seed: 4 },
    });
  });

  it('codes that are computed and verified give what codes known by their steps give', async () => {
    const run = async (codes: string): Promise<unknown> => {
      const args = [
        'fleet',
        'run',
        at('fleet.yaml'),
        '--fobs',
        '60',
        '--days',
        '90',
        '--json',
        codes,
      ];
      const { facts: _facts, ...rest } = JSON.parse((await runHere(args)).stdout) as {
        readonly facts: unknown;
      };
      return rest;
    };
    expect(await run('--codes')).toEqual(await run('--no-codes'));
  });

  it('tells everything that is wrong with a file by line and column, and writes nothing', async () => {
    const wrong = FLEET.replace('fobs: 300', 'fobs: -3')
      .replace('time: 1 year', 'time: -1 years')
      .replace('shinkin-hardware', 'shinkin-hardwear');
    writeFileSync(at('wrong.yaml'), wrong);
    const before = readdirSync(folder);
    const html = at('never.html');
    const { status, stderr, stdout } = await runHere([
      'fleet',
      'run',
      at('wrong.yaml'),
      '--html',
      html,
    ]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/wrong\.yaml:2:7: /);
    expect(stderr).toMatch(/wrong\.yaml:3:7: /);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('a policy that never locks with a window of a year is refused where it stands', async () => {
    const text = FLEET.replace(
      'policy: ask-1020',
      'policy: { base: pam-oath, name: mine, normal: { behind: 9999, ahead: 9999 } }',
    );
    writeFileSync(at('open.yaml'), text.replace(/vary:[^]*$/, ''));
    const { status, stderr } = await runHere(['fleet', 'run', at('open.yaml')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/open\.yaml:5:\d+: policy: .*nothing stops a guesser/);
  });

  it('a fleet that does not fit into memory is told before it starts, with how many do', async () => {
    writeFileSync(at('huge.yaml'), FLEET.replace('fobs: 300', 'fobs: 99000000000'));
    const { status, stderr } = await runHere(['fleet', 'run', at('huge.yaml')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/huge\.yaml:2:7: /);
  });

  it('an example that is none is told with those that are', async () => {
    const { status, stderr } = await runHere(['fleet', 'run', 'example:manual-1021']);
    expect(status).toBe(2);
    expect(stderr).toContain('manual-1020');
    expect(stderr).toContain('did you mean example:manual-102');
  });
});

describe('fob fleet compare', () => {
  it('weighs the policy of the file and those that it varies', async () => {
    const csv = at('policies.csv');
    const { status, stdout } = await runHere(['fleet', 'compare', at('fleet.yaml'), '--csv', csv]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ Of 3 policies /);
    const names = readFileSync(csv, 'utf8')
      .trim()
      .split('\r\n')
      .map((line) => line.split(',')[0]);
    expect(names).toEqual(['policy', 'as it is', 'lock after 3', 'lock after 10']);
  });

  it('the page goes on with the run of the choice, and what is rounded is told once', async () => {
    const policy = 'policy: { base: ask-1020, name: ours, normal: 3 }';
    const text = FLEET.replace('shinkin-hardware', 'eight-sha256\ncodes: { step: 60 s }');
    writeFileSync(at('minute.yaml'), text.replace('policy: ask-1020', policy));
    const html = at('choice.html');
    const { stderr } = await runHere(['fleet', 'compare', at('minute.yaml'), '--html', html]);
    expect(stderr.match(/windows are rounded down to steps of 60 s/g)).toHaveLength(1);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('What happens under the choice, “lock after 3”');
    expect(page).toContain('<dd>ask-1020 with normal 3; lockAfter 3</dd>');
    expect(page).toContain('(90 s), rounded down to 1 and 1 of the fob’s 60 s');
  });

  it('a file that varies nothing has nothing to compare', async () => {
    writeFileSync(at('alone.yaml'), FLEET.replace(/vary:[^]*$/, ''));
    const { status, stderr } = await runHere(['fleet', 'compare', at('alone.yaml')]);
    expect(status).toBe(2);
    expect(stderr).toContain('vary: { lockAfter: [3, 5, 10] }');
  });
});

describe('fob fleet replace', () => {
  it('plans from a saved result as from the run itself', async () => {
    const saved = at('saved.json');
    const run = ['example:cheap-crystal', '--fobs', '300'];
    await runHere(['fleet', 'run', ...run, '--save', saved]);
    const csv = at('plan.csv');
    const [direct, later] = [
      await runHere(['fleet', 'replace', ...run, '--json', '--csv', csv]),
      await runHere(['fleet', 'replace', '--from', saved, '--json']),
    ];
    expect(later.stdout).toBe(direct.stdout);
    const plan = JSON.parse(later.stdout) as { readonly costs: { readonly replaced: number } };
    const lines = readFileSync(csv, 'utf8').trim().split('\r\n');
    expect(lines.length - 1).toBe(plan.costs.replaced);
    expect(lines[0]).toBe('serial,quarter,reason');
  });

  function dyingFleet(facts: Parameters<typeof madeResult>[1] = {}): string {
    const tally = madeTally(1000, 200);
    tally.fobs.death.set(tally.fobs.death.map((_, fob) => 600 + 2 * fob));
    const saved = at('made.json');
    writeFileSync(saved, writeResult(madeResult(tally, facts)));
    return saved;
  }

  it('without odds takes the cheapest, the lower the dearer a death', async () => {
    const saved = dyingFleet();
    const taken: number[] = [];
    for (const cost of ['0', '2.5']) {
      const args = ['--from', saved, '--life-days', '800', '--death-cost', cost];
      const { stdout } = await runHere(['fleet', 'replace', ...args]);
      expect(stdout).toContain(`counted as ${cost} fobs, and each 800 days`);
      expect(stdout).toContain('Of the 5 odds that were tried these cost the least');
      const json = await runHere(['fleet', 'replace', ...args, '--json']);
      const plan = JSON.parse(json.stdout) as { readonly leastOdds: number };
      expect(plan).toMatchObject({
        cheapest: plan.leastOdds,
        prices: { lifeDays: 800, deathFobs: Number(cost) },
        reports: 0.6,
      });
      taken.push(plan.leastOdds);
    }
    expect(taken).toEqual([0.5, 0.2]);
  });

  it('prints what each rule comes to, the plan’s own among them', async () => {
    const args = ['--from', dyingFleet(), '--odds', '30', '--reports', '25'];
    const { stdout } = await runHere(['fleet', 'replace', ...args]);
    expect(stdout).toContain('of which 25 % of the owners tell');
    const odds = [...stdout.matchAll(/^(\d+) % or more(?: \(.*\))?  /gm)].map(([, one]) => one);
    expect(odds).toEqual(['2', '5', '10', '20', '30', '50']);
    expect(stdout).toMatch(/^30 % or more \(plan[,)]/m);
  });

  it('says that the list of a sample is of the sample', async () => {
    const saved = dyingFleet({ ofFobs: 5000 });
    const csv = at('sample.csv');
    const args = ['fleet', 'replace', '--from', saved, '--csv', csv];
    const { stderr, stdout } = await runHere(args);
    expect(stderr).toContain('sample.csv lists fobs of the sample only');
    expect(stdout).toContain(' This is a sample of 200 of 5,000 fobs.');
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['something else', '{"format":"fobkit record"}'],
  ])('a saved result that is %s is refused with its file', async (_what, text) => {
    writeFileSync(at('other.json'), text);
    const { status, stderr } = await runHere(['fleet', 'replace', '--from', at('other.json')]);
    expect(status).toBe(2);
    expect(stderr).toContain('other.json');
  });
});
