import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../support/run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'fobkit-outputs-'));
const at = (name: string): string => join(folder, name);
const FLEET = `fleet: office
fobs: 40
time: 30 d
profile: shinkin-hardware
policy: ask-1020
vary: { lockAfter: [3, 10] }
`;
const file = at('fleet.yaml');
writeFileSync(file, FLEET);
symlinkSync(file, at('link.yaml'));
writeFileSync(at('plain'), '');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('before a run it is refused', () => {
  it.each<[string, readonly string[], string]>([
    ['to write over the fleet', ['run', file, '--html', file], 'over the file that is read'],
    [
      'to write over the fleet through a link',
      ['compare', file, '--csv', at('link.yaml')],
      'over the file that is read',
    ],
    [
      'to write over the result that is read',
      ['replace', '--from', at('plain'), '--csv', at('plain')],
      'over the file that is read',
    ],
    [
      'to write two results into one file',
      ['run', file, '--html', at('same'), '--save', at('same')],
      'over another result',
    ],
    [
      'to write a report over a table of a folder',
      ['run', file, '--csv', folder, '--html', at('days.csv')],
      'over another result',
    ],
    [
      'to save more fobs than can be read back',
      ['run', file, '--fobs', '15000001', '--save', at('many')],
      '--save: of 15000000 fobs at most',
    ],
    ['to write to -', ['run', file, '--html', '-'], 'It is a path'],
    ['to write to a folder - as well', ['run', file, '--csv', '-'], 'It is a path'],
    [
      'to write where there is no folder',
      ['run', file, '--html', at('none/r.html')],
      'cannot be written (ENOENT); nothing was begun',
    ],
    ['to write a file that is a folder', ['run', file, '--save', folder], 'is a folder'],
    [
      'to write into a file as if it were a folder',
      ['run', file, '--csv', at('plain')],
      'cannot be made',
    ],
    ['to compute codes and not to', ['run', file, '--codes', '--no-codes'], 'not both'],
    ['to name a fleet and a result', ['replace', file, '--from', at('plain')], 'not both'],
    [
      'to change a run that is over',
      ['replace', '--from', at('plain'), '--fobs', '10', '--seed', '2', '--no-codes'],
      '--fobs, --seed, --no-codes: of a run',
    ],
    ['more days than a file may say', ['run', file, '--days', '7306'], 'from 1 to 7305'],
  ])('%s', async (_what, args, message) => {
    const { status, stdout, stderr } = await runHere(['fleet', ...args]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(FLEET);
    expect(existsSync('-')).toBe(false);
  });
});

it('what cannot be written after the run does not keep back the result or other files', async () => {
  const args = ['fleet', 'run', file, '--json', '--save', '/dev/full', '--html', at('r.html')];
  const { status, stdout, stderr } = await runHere(args);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ format: 'fobkit fleet' });
  expect(stderr).toContain('fob: /dev/full cannot be written (ENOSPC)');
  expect(stderr).toContain(`written: ${at('r.html')}`);
});

it('a device may take several results', async () => {
  const args = ['fleet', 'run', file, '--save', '/dev/null', '--html', '/dev/null'];
  expect((await runHere(args)).status).toBe(0);
});

it('what is wrong with a file is a line each, and their number is the error', async () => {
  writeFileSync(at('wrong.yaml'), FLEET.replace('40', '-4').replace('30 d', '30'));
  const { stderr } = await runHere(['fleet', 'run', at('wrong.yaml')]);
  const lines = stderr.trim().split('\n');
  expect(lines[0]).toMatch(/wrong\.yaml:2:7: /);
  expect(lines[1]).toMatch(/wrong\.yaml:3:7: /);
  expect(lines[2]).toBe('fob: 2 problems in the fleet file; nothing was begun');
  const { stdout } = await runHere(['fleet', 'run', at('wrong.yaml'), '--json']);
  expect(stdout).toMatch(/^\{"error":.*wrong\.yaml:2:7: .* \| .*wrong\.yaml:3:7: .*\}\n$/);
  expect(JSON.parse(stdout)).toMatchObject({
    error: {
      problems: [
        { file: at('wrong.yaml'), line: 2, column: 7, field: 'fobs' },
        {
          line: 3,
          column: 7,
          field: 'time',
          message: 'time: 30 has no unit; write a number with its unit, as 5 years',
        },
      ],
    },
  });
});

it('that more fobs are run than the file has is said, and nothing of a sample', async () => {
  const run = async (fobs: string): Promise<string> =>
    (await runHere(['fleet', 'run', file, '--fobs', fobs, '--workers', '1'])).stderr;
  expect(await run('50')).toMatch(
    /^the file has 40 fobs: 50 of the same kind are run, with guessers in proportion\n/,
  );
  expect(await run('30')).not.toContain('the file has');
});

it('an example is printed without the path of its schema, which a copy would not find', async () => {
  const { stdout } = await runHere(['fleet', 'example', 'manual-1020']);
  expect(stdout).not.toContain('$schema');
  expect(stdout).toContain('\nfleet: manual-1020\n');
});
