import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell, type Up } from '../support/run-fob.ts';

interface DiffDocument {
  readonly format: string;
  readonly compared: readonly {
    readonly scenario: string;
    readonly left: { readonly verdict: string };
    readonly right: { readonly deviceId: string; readonly verdict: string };
    readonly difference: { readonly kind: string; readonly what: string } | null;
  }[];
}

const shell = new FobShell({ here: true });
let sim: Up;
let code: string;

beforeAll(async () => {
  code = join(shell.folder, 'code.yaml');
  writeFileSync(
    code,
    [
      'scenario: code',
      'title: { en: All segments and a code }',
      'profile: shinkin-hardware',
      'steps:',
      '  - host: wink',
      '  - expect: { lifecycle: ready }',
      '  - wait: 5 s',
      '  - press',
      '  - expect: { lifecycle: ready }',
      '',
    ].join('\n'),
  );
  sim = await shell.json<Up>(['sim', 'up', '--profile', 'shinkin-hardware', '--pty']);
});
afterAll(() => shell.close());

function diff(...args: readonly string[]) {
  return shell.run(['bench', 'diff', code, '--left', 'model', '--right', sim.deviceId, ...args]);
}

describe('fob bench diff', () => {
  it('ends with 0 when a fob that is up and the model are alike', async () => {
    const { status, stdout } = await diff();
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'alike  code: both PASS\n' });
  });

  it('ends with 1 at a broken segment, and tells both faces', async () => {
    await shell.run(['sim', 'fault', 'lcd.segment', '2b', '--id', sim.deviceId]);
    const { status, stdout } = await diff();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^differ code: display, the LCD, \+\d/);
    expect(stdout).toMatch(/^ {2}left {2}[0-9a-f]{16} \(emulated in process\): LCD "8888888"$/m);
    expect(stdout).toMatch(new RegExp(`^ {2}right  ${sim.deviceId} \\(.*\\): LCD "8688888"$`, 'm'));
    const json = JSON.parse((await diff('--json')).stdout) as DiffDocument;
    expect(json).toMatchObject({
      format: 'fobkit diff',
      compared: [
        {
          scenario: 'code',
          left: { verdict: 'PASS' },
          right: { deviceId: sim.deviceId, verdict: 'PASS' },
          difference: { kind: 'display', what: 'the LCD' },
        },
      ],
    });
  });

  it('ends with 3 when a run proves nothing', async () => {
    const { status, stdout } = await diff('--set', 'profile=generic');
    expect(status).toBe(3);
    expect(stdout).toContain('the scenario wants a generic');
  });

  it.each([
    [['nowhere.yaml', '--left', 'model', '--right', 'model'], 'there is no such file'],
    [['library:year-end', '--left', 'model'], '--right'],
    [['library:year-end', '--left', 'sim:0', '--right', 'sim:0'], 'the same fob'],
  ])('ends with 2 on wrong use: %j', async (args, message) => {
    const { status, stderr } = await shell.run(['bench', 'diff', ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

it('names the rig of a side whose fob was not reached, without a blank', async () => {
  const other = join(shell.folder, 'other.yaml');
  writeFileSync(
    other,
    'scenario: other\ntitle: { en: Of another type }\nprofile: generic\nsteps: [host: info]\n',
  );
  const args = ['bench', 'diff', other, '--left', 'model', '--right', sim.deviceId];
  const { stdout } = await shell.run(args);
  expect(stdout).toMatch(/^SKIPPED other on emulated fob [0-9a-f]{16}: /m);
});
