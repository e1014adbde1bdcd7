import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Bundle,
  readBundle,
  replayBundle,
  runScenario,
  type Scenario,
  writeBundle,
} from '@fobkit/bench';
import { toHex, UsageError } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { draw } from '../../../../host/bench/run/draw.ts';
import { portsWith, rigsWith, scenarioOf } from '../run/support.ts';

const FAILS = `parameters: { seed: 3 }
faults: { noise: 'wire.corrupt to-host --chance 0.01 --seed 5' }
steps:
  - press
  - repeat: { times: 5, steps: [{ host: { status, outcome: any } }] }
  - expect: { lifecycle: dead }
`;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fobkit-bundle-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function bundleOf(scenario: Scenario): Promise<Bundle> {
  let snapshot = '';
  const record = await runScenario(
    scenario,
    portsWith({
      onStartState: (told) => {
        snapshot = told;
      },
    }),
  );
  return { record, scenarioText: scenario.fileText ?? '', snapshot };
}

const ports = () => {
  const { runId: _, ...run } = portsWith();
  return { env: scenarioEnv(), run };
};

test('a bundle is read back as it was written', async () => {
  const bundle = { ...(await bundleOf(scenarioOf(FAILS))), capture: Uint8Array.of(1, 2, 3) };
  const path = join(folder, 'failed');
  await writeBundle(path, bundle);
  expect(await readBundle(path)).toEqual(bundle);
});

test('a bundle can be looked at: scenario, transcript, pictures', async () => {
  const bundle = await bundleOf(scenarioOf(FAILS));
  const path = join(folder, 'failed');
  await writeBundle(path, bundle);
  expect(await readFile(join(path, 'scenario.yaml'), 'utf8')).toBe(bundle.scenarioText);
  const lines = (await readFile(join(path, 'transcript.jsonl'), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(bundle.record.transcript.length);
  const pictures = await readdir(join(path, 'pictures'));
  expect(pictures.length).toBeGreaterThan(0);
  expect(await readFile(join(path, 'pictures', '0001.svg'), 'utf8')).toMatch(/^<svg/);
});

test('a replay goes the same way to the byte', async () => {
  const path = join(folder, 'failed');
  await writeBundle(path, await bundleOf(scenarioOf(FAILS)));
  const replay = await replayBundle(await readBundle(path), ports());
  expect(replay.record.verdict).toBe('FAIL');
  expect(replay.difference).toBeUndefined();
});

describe('a replay that goes another way tells where first', () => {
  test('in the transcript', async () => {
    const bundle = await bundleOf(scenarioOf(FAILS));
    const [first, ...rest] = bundle.record.transcript;
    if (first === undefined) throw new Error('nothing was said');
    const transcript = [{ ...first, command: 'GetStatus' }, ...rest];
    const { difference } = await replayBundle(
      { ...bundle, record: { ...bundle.record, transcript } },
      ports(),
    );
    expect(difference).toEqual({ path: 'transcript.0.command', was: 'GetStatus', is: 'GetInfo' });
  });

  test('in what a step showed', async () => {
    const bundle = await bundleOf(scenarioOf(FAILS));
    const rigs = rigsWith((rig) => ({
      act: async (action, signal) => ({ ...(await rig.act(action, signal)), evidence: 'another' }),
    }));
    const { env, run } = ports();
    const { difference } = await replayBundle(bundle, { env, run: { ...run, rigs } });
    expect(difference).toEqual({
      path: 'steps.0.evidence',
      was: expect.stringMatching(/^the contact closed/) as unknown,
      is: 'another',
    });
  });
});

test.each([
  'scenario.yaml',
  'record.json',
  'transcript.jsonl',
  'before.snapshot',
  'capture.pcapng',
  'pictures/0001.svg',
])('a %s that was changed is found', async (name) => {
  const path = join(folder, 'failed');
  const capture = Uint8Array.of(1, 2, 3);
  await writeBundle(path, { ...(await bundleOf(scenarioOf(FAILS))), capture });
  await writeFile(join(path, name), 'steps: []');
  await expect(readBundle(path)).rejects.toThrow(`${name}: not what the bundle was written with`);
});

test('a manifest that names a file outside, or another run, is refused', async () => {
  const path = join(folder, 'failed');
  await writeBundle(path, await bundleOf(scenarioOf(FAILS)));
  const text = await readFile(join(path, 'bundle.json'), 'utf8');
  await writeFile(join(path, 'bundle.json'), text.replace('pictures/0001.svg', '../0001.svg'));
  await expect(readBundle(path)).rejects.toThrow(/0001.svg is no file of a bundle$/);
  await writeFile(join(path, 'bundle.json'), text.replace('"FAIL"', '"PASS"'));
  await expect(readBundle(path)).rejects.toThrow(/record.json: not the run of bundle.json$/);
});

test('what is no bundle is refused with its name', async () => {
  await expect(readBundle(folder)).rejects.toThrow(UsageError);
  await writeFile(join(folder, 'bundle.json'), '{ "format": "fobkit bundle", "version": 2 }');
  await expect(readBundle(folder)).rejects.toThrow(/bundle.json of the bundle: version/);
});

test.each(['bundle.json', 'record.json', 'pictures/0001.svg'])(
  'a %s without an end, or that nobody writes, is refused by its path',
  async (name) => {
    const path = join(folder, 'failed');
    await writeBundle(path, await bundleOf(scenarioOf(FAILS)));
    const file = join(path, name);
    await rm(file);
    await symlink('/dev/zero', file);
    await expect(readBundle(path)).rejects.toThrow(`${file} is a device, and no regular file`);
    await rm(file);
    execFileSync('mkfifo', [file]);
    await expect(readBundle(path)).rejects.toThrow(`${file} is a named pipe, and no regular file`);
  },
);

test('no bundle is written over another', async () => {
  const path = join(folder, 'failed');
  const bundle = await bundleOf(scenarioOf(FAILS));
  await writeBundle(path, bundle);
  await expect(writeBundle(path, bundle)).rejects.toThrow(/there already/);
  expect(await readdir(folder)).toEqual(['failed']);
});

test('a run on a bench has no snapshot in its bundle, and no replay', async () => {
  const bundle = await bundleOf(scenarioOf(FAILS));
  const record = { ...bundle.record, rig: { kind: 'bench', name: 'line 3' } } as const;
  await expect(writeBundle(join(folder, 'x'), { ...bundle, record })).rejects.toThrow(UsageError);
  await expect(replayBundle({ ...bundle, record }, ports())).rejects.toThrow(/was made on a bench/);
});

test('the seed stands in the snapshot of a test fob alone, which nobody else may read', async () => {
  const path = join(folder, 'failed');
  const seed = toHex(draw(3, 'seed ', 20)).slice(0, 16);
  await writeBundle(path, await bundleOf(scenarioOf(FAILS)));
  const files = ['bundle.json', 'scenario.yaml', 'record.json', 'transcript.jsonl'];
  for (const name of files) expect(await readFile(join(path, name), 'utf8')).not.toContain(seed);
  expect((await stat(join(path, 'before.snapshot'))).mode & 0o077).toBe(0);
});
