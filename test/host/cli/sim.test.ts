import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processStart } from '../../../host/client/node/process-start.ts';
import { findProfile } from '../../../firmware-sim/profile/profiles.ts';
import { FobShell, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
afterAll(() => shell.close());

interface Told {
  readonly worldTime: number;
  readonly driftSeconds: number | null;
  readonly buttonHeld: boolean;
  readonly cell: { readonly present: boolean; readonly percent: number };
  readonly plugged: boolean;
}

describe('fob sim up', () => {
  it('takes device id, seed, world time and a TCP port', async () => {
    const words = '--device-id 0123456789ABCDEF --seed 7 --world 2026-01-01 --frozen --tcp';
    const up = await shell.json<Up>(['sim', 'up', ...words.split(' ')]);
    expect(up.deviceId).toBe('0123456789abcdef');
    expect(up.links).toEqual([expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/)]);
    const told = await shell.json<Told>(['sim', 'advance', '1d']);
    expect(told.worldTime).toBe(Date.UTC(2026, 0, 2) / 1000);
    const twin = await shell.run(['sim', 'up', '--device-id', '0123456789abcdef']);
    expect(twin.status).toBe(2);
    expect(twin.stderr).toContain('is up already');
    await shell.run(['sim', 'down']);
  });

  it('makes several fobs in one process, which end together', async () => {
    const fobs = await shell.json<readonly Up[]>(['sim', 'up', '--count', '3', '--tcp']);
    expect(new Set(fobs.map(({ deviceId }) => deviceId)).size).toBe(3);
    expect(new Set(fobs.map(({ pid }) => pid)).size).toBe(1);
    const one = await shell.run(['sim', 'down', '--id', fobs[0]?.deviceId ?? '']);
    expect(one.status).toBe(2);
    expect(one.stderr).toContain('--together');
    const ended = await shell.json<{ ended: readonly string[] }>([
      ...['sim', 'down', '--id', fobs[0]?.deviceId ?? '', '--together'],
    ]);
    expect(ended.ended).toHaveLength(3);
  });

  it('takes a fob type of its user as JSON', async () => {
    const file = join(shell.folder, 'mine.json');
    writeFileSync(file, JSON.stringify({ ...findProfile('generic'), name: 'mine' }));
    expect((await shell.json<Up>(['sim', 'up', '--profile-file', file])).profile).toBe('mine');
    await shell.run(['sim', 'down']);
    writeFileSync(file, JSON.stringify({ ...findProfile('generic'), serial: 1 }));
    const ended = await shell.run(['sim', 'up', '--profile-file', file]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/^fob: the profile .*mine\.json: serial: /);
  });
});

describe('a hand on an emulated fob', () => {
  beforeAll(async () => {
    await shell.json<Up>(['sim', 'up', '--frozen', '--world', '2026-01-01']);
    const words = ['provision', '--serial', 'S-1', '--purpose', 'test', '--uri', '-'];
    await shell.run(words, { stdin: RFC_URI });
  });

  it('fob sim press shows the code on the LCD', async () => {
    const { stdout } = await shell.run(['sim', 'press']);
    expect(stdout).toMatch(/^╭─+╮\n/);
    await shell.run(['sim', 'advance', '1s']);
    const shown = await shell.json<{ text: string; on: boolean }>(['display']);
    const { code } = await shell.json<{ code: string }>(['code']);
    expect(shown).toMatchObject({ on: true, text: code });
  });

  it('fob sim hold stays on the button until it is released', async () => {
    expect(await shell.json<Told>(['sim', 'hold'])).toMatchObject({ buttonHeld: true });
    expect(await shell.json<Told>(['sim', 'hold', '--release'])).toMatchObject({
      buttonHeld: false,
    });
  });

  it('fob sim set takes the cell out and puts a fresh one in', async () => {
    const out = await shell.json<Told>(['sim', 'set', '--cell', 'out']);
    expect(out.cell.present).toBe(false);
    const fresh = await shell.json<Told>(['sim', 'set', '--cell', 'fresh', '--temperature', '-10']);
    expect(fresh).toMatchObject({ cell: { present: true, percent: 100 }, celsius: -10 });
  });

  it('fob sim fault tells the evidence, and lifts', async () => {
    await shell.run(['sim', 'fault', 'wire.delay', '5', 'to-host', '--for', '10m']);
    await shell.run(['wink']);
    const faults = await shell.json<readonly { firedCount: number }[]>(['sim', 'fault']);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.firedCount).toBeGreaterThan(0);
    const left = await shell.json<readonly { state: string }[]>([
      ...['sim', 'fault', '--clear', 'all'],
    ]);
    expect(left.every(({ state }) => state !== 'acting')).toBe(true);
  });

  it('fob sim snapshot and restore bring everything back, world time too', async () => {
    const file = join(shell.folder, 'before.json');
    const before = await shell.json<Told>(['sim', 'set', '--battery', '50%']);
    await shell.run(['sim', 'snapshot', file]);
    await shell.run(['sim', 'advance', '1y']);
    const after = await shell.json<Told>(['sim', 'restore', file]);
    expect(after.worldTime).toBe(before.worldTime);
    const again = await shell.run(['sim', 'snapshot', file]);
    expect(again.status).toBe(2);
  });

  it('fob sim restore refuses what is no snapshot', async () => {
    const file = join(shell.folder, 'broken.json');
    writeFileSync(file, '{}');
    const { status, stderr } = await shell.run(['sim', 'restore', file]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^fob: [^\n]+\n$/);
  });

  it('fob sim show draws both sides as PNG and SVG', async () => {
    const [front, back] = ['front', 'back'].map((side) => join(shell.folder, `${side}.svg`));
    await shell.run(['sim', 'show', '--svg', front ?? '']);
    await shell.run(['sim', 'show', '--svg', back ?? '', '--side', 'back']);
    const [one, other] = [front, back].map((file) => readFileSync(file ?? '', 'utf8'));
    expect(one).toMatch(/^<svg /);
    expect(other).toMatch(/^<svg /);
    expect(one).not.toBe(other);
  });

  it('fob sim unplug and replug take it off its wire and put it back', async () => {
    expect((await shell.json<Told>(['sim', 'unplug'])).plugged).toBe(false);
    expect((await shell.json<Told>(['sim', 'replug'])).plugged).toBe(true);
    expect((await shell.run(['info'])).status).toBe(0);
  });

  it('drift is told against the world time of the rig', async () => {
    await shell.run(['sim', 'set', '--temperature', '25', '--clock-ppm', '1000']);
    await shell.run(['sim', 'advance', '1d']);
    const { driftSeconds, reference } = await shell.json<{
      driftSeconds: number;
      reference: string;
    }>(['clock']);
    expect(reference).toBe('world time');
    expect(driftSeconds).toBeGreaterThan(80);
    expect(driftSeconds).toBeLessThan(95);
    const { code } = await shell.json<{ code: string }>(['code']);
    const [{ deviceId } = { deviceId: '' }] = await shell.json<readonly Up[]>(['sim', 'list']);
    const words = ['verify', code, '--uri', '-', '--id', deviceId];
    const verified = await shell.json<{ driftSteps: number }>(words, { stdin: RFC_URI });
    expect(verified.driftSteps).toBeGreaterThanOrEqual(2);
    expect(verified.driftSteps).toBeLessThanOrEqual(4);
  });
});

describe('a negative word of a fault', () => {
  it.each(['rtc.jump -2h', 'crystal.drift -20', 'thermometer.offset -15'])('%s', async (line) => {
    const { deviceId } = await shell.json<Up>(['sim', 'up']);
    const words = ['sim', 'fault', '--id', deviceId, ...line.split(' ')];
    const { text } = await shell.json<{ text: string }>([...words, '--at', '1h']);
    expect(text).toContain(line);
    const wrong = await shell.run([...words, '--nonsense']);
    expect([wrong.status, wrong.stderr]).toEqual([2, "fob: unknown option '--nonsense'\n"]);
    await shell.run(['sim', 'down', '--id', deviceId]);
  });
});

describe.skipIf(process.platform === 'win32')(
  'an emulated fob whose process does not answer',
  () => {
    it('is listed as such, told by its name, and ended by fob sim down', async () => {
      const { deviceId, pid } = await shell.json<Up>(['sim', 'up']);
      process.kill(pid, 'SIGSTOP');
      const listed = await shell.json<readonly { deviceId: string; state: string }[]>([
        'sim',
        'list',
      ]);
      expect(listed.filter(({ state }) => state === 'silent')).toMatchObject([{ deviceId }]);
      const pressed = await shell.run(['sim', 'press', '--id', deviceId]);
      expect(pressed.status).toBe(3);
      expect(pressed.stderr).toContain(
        `emulated fob ${deviceId} does not answer (process ${String(pid)})`,
      );
      expect((await shell.run(['doctor'])).stdout).toContain(`${deviceId} does not answer`);
      const { ended } = await shell.json<{ ended: readonly string[] }>([
        ...['sim', 'down', '--id', deviceId],
      ]);
      expect(ended).toEqual([deviceId]);
      // It may still be there as a zombie that nobody has buried.
      if (process.platform === 'linux') expect(processStart(pid)).toBeUndefined();
    });
  },
);

describe.skipIf(process.platform === 'win32')('an emulated fob whose process crashed', () => {
  it('is told with the log of the crash until fob sim down --all', async () => {
    const crash = "process.on('SIGUSR2', () => { throw new Error('the evidence') })";
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}` };
    const { deviceId, pid } = await shell.json<Up>(['sim', 'up'], { env });
    process.kill(pid, 'SIGUSR2');
    let log: string | undefined;
    while (log === undefined) {
      const pressed = await shell.run(['sim', 'press', '--id', deviceId]);
      log = / said: (\S+\.log)/.exec(pressed.stderr)?.[1];
    }
    expect(readFileSync(log, 'utf8')).toContain('the evidence');
    expect((await shell.run(['doctor'])).stdout).toContain(log);
    expect((await shell.run(['sim', 'list'])).stderr).toContain(log);
    await shell.run(['sim', 'down', '--all']);
    expect(existsSync(log)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('an emulated fob whose process was killed', () => {
  it('is told until fob sim down --all, though it left no word', async () => {
    const { deviceId, pid } = await shell.json<Up>(['sim', 'up']);
    process.kill(pid, 'SIGKILL');
    let said = '';
    while (!said.includes('left no word')) {
      said = (await shell.run(['sim', 'press', '--id', deviceId])).stderr;
    }
    expect(said).toContain(`emulated fob ${deviceId} is gone`);
    const listed = await shell.run(['sim', 'list']);
    expect(listed.stdout).toMatch(new RegExp(`${deviceId}.* gone`));
    expect(listed.stderr).toContain('left no word');
    expect((await shell.run(['doctor'])).stdout).toMatch(new RegExp(`left no word.*${deviceId}`));
    await shell.run(['sim', 'down', '--all']);
    expect(await shell.json(['sim', 'list'])).toEqual([]);
  });
});
