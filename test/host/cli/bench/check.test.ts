import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchHere, PASSES } from './bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

describe('fob bench check', () => {
  it('tells runs, needs and the time on a bench, and runs nothing', async () => {
    const more = 'profile: generic\nmatrix: { seed: [1, 2, 3] }';
    const file = bench.scenario('good', [...PASSES, 'host: info', 'wait: 35 s'], more);
    const { status, stdout } = await bench.run(['check', file, '--json']);
    expect(status).toBe(0);
    const [checked] = JSON.parse(stdout) as unknown[];
    expect(checked).toMatchObject({
      name: 'good',
      title: { en: 'A test', ja: null },
      runs: 3,
      needs: ['lcd', 'press', 'wire'],
      benchLacks: [],
    });
    expect(bench.stored()).toEqual([]);
  });

  it('names what no bench can do', async () => {
    const file = bench.scenario('old', ['battery: 5 %', ...PASSES]);
    const { stdout } = await bench.run(['check', file]);
    expect(stdout).toMatch(/^old +1 +battery, lcd, press +lacks battery$/m);
  });

  it('has what the start state needs among the needs', async () => {
    const given = (what: string): string => `profile: generic\ngiven: { ${what} }`;
    const cold = bench.scenario('cold', PASSES, given('battery: 7 %, temperature: -10 °C'));
    const { stdout } = await bench.run(['check', cold]);
    expect(stdout).toMatch(/^cold +1 +battery, lcd, press, temperature +lacks battery$/m);
    const room = bench.scenario('room', PASSES, given('temperature: 25 °C, crystal: 20 ppm'));
    expect((await bench.run(['check', room])).stdout).toMatch(/^room +1 +crystal, lcd, press +/m);
  });

  it('ends with 2 at a file without an end, or that nobody writes', async () => {
    const pipe = join(bench.folder, 'nobody.yaml');
    execFileSync('mkfifo', [pipe]);
    for (const [file, what] of [
      ['/dev/zero', 'a device'],
      [pipe, 'a named pipe'],
    ] as const) {
      const { status, stderr } = await bench.run(['check', file]);
      expect(status).toBe(2);
      expect(stderr).toContain(`${file} is ${what}, and no regular file`);
    }
  });

  it('ends with 2 and the place of each problem', async () => {
    const wrong = bench.scenario('wrong', ['pres']);
    const { status, stderr } = await bench.run(['check', wrong]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${wrong}:5:5: `);
  });

  it('tells every problem to a program in one line', async () => {
    const wrong = bench.scenario('wrong', ['pres', 'wait: 3 parsecs']);
    const { stdout } = await bench.run(['check', wrong, '--json']);
    const { error } = JSON.parse(stdout) as { error: { message: string; problems: unknown } };
    expect(error.message).toContain(`${wrong}:5:5: `);
    expect(error.message).toContain(`${wrong}:6:11: `);
    const at = { file: wrong, message: expect.any(String) as unknown };
    expect(error.problems).toEqual([
      { ...at, line: 5, column: 5, field: 'steps[0]' },
      { ...at, line: 6, column: 11, field: 'steps[1].wait' },
    ]);
  });
});

describe('fob bench library', () => {
  it('lists at least forty scenarios, fifteen of them for a bench in under ten minutes', async () => {
    const { stdout } = await bench.run(['library', '--json']);
    const listed = JSON.parse(stdout) as { name: string; onBench: number | null }[];
    expect(listed.length).toBeGreaterThanOrEqual(40);
    const quick = listed.filter(({ onBench }) => onBench !== null && onBench < 600);
    expect(quick.length).toBeGreaterThanOrEqual(15);
  });

  it('gives names that fob bench check takes', async () => {
    const { stdout } = await bench.run(['library']);
    const name = /^year-\S+/m.exec(stdout)?.[0] ?? '';
    expect((await bench.run(['check', `library:${name}`])).status).toBe(0);
  });
});
