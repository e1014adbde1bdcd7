import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkCode } from '../../../host/cli/verify/check-code.ts';
import { parseOtpauth } from '../../../protocol/oath/otpauth.ts';
import { FobShell, RFC_URI, type Up } from './support/run-fob.ts';

// The words that other people's scripts lean on, in the order in which such a script says them.

const shell = new FobShell();
afterAll(() => shell.close());

let up: Up;
let device: string;

interface Code {
  readonly deviceId: string;
  readonly serial: string;
  readonly code: string;
  readonly unixTime: number;
  readonly step: number | null;
}

const readCode = (): Promise<Code> => shell.json<Code>(['code', '--device', device]);

describe('the contract', () => {
  it('fob sim up tells where the fob is, and the fob lives on', async () => {
    up = await shell.json<Up>(['sim', 'up', '--profile', 'generic', '--pty']);
    expect(Object.keys(up)).toEqual([
      'deviceId',
      'profile',
      'links',
      'control',
      'tokenFile',
      'pid',
    ]);
    expect(up.deviceId).toMatch(/^[0-9a-f]{16}$/);
    expect(up.profile).toBe('generic');
    expect(up.links).toHaveLength(1);
    expect(up.links[0]).toMatch(/^serial:\/dev\/pts\/\d+$/);
    expect(up.control).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(up.tokenFile).mode & 0o777).toBe(0o600);
    expect(process.kill(up.pid, 0)).toBe(true);
    device = up.links[0] ?? '';
  });

  it('fob provision takes the otpauth: URI on standard input', async () => {
    const words = 'provision --serial SKTH00000017 --purpose test --uri - --json --device';
    const ended = await shell.run([...words.split(' '), device], { stdin: `${RFC_URI}\n` });
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      deviceId: up.deviceId,
      serial: 'SKTH00000017',
      purpose: 'test',
      resumed: false,
    });
  });

  it('fob code tells a code, its step, and the time by the clock of the fob', async () => {
    const { code, unixTime, step, ...names } = await readCode();
    expect(names).toMatchObject({ deviceId: up.deviceId, serial: 'SKTH00000017' });
    expect(step).toBe(30);
    const key = parseOtpauth(RFC_URI);
    expect(checkCode({ key, code, at: unixTime, window: 0 })?.offset).toBe(0);
  });

  it('fob sim set changes temperature, crystal and battery', async () => {
    const words = '--temperature 60 --clock-ppm 42 --battery 5% --json';
    const ended = await shell.run(['sim', 'set', '--id', up.deviceId, ...words.split(' ')]);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      celsius: 60,
      driftPpm: 42,
      cell: { percent: 5 },
    });
  });

  it('fob sim advance lets thirty days pass', async () => {
    const before = (await readCode()).unixTime;
    await shell.run(['sim', 'advance', '--id', up.deviceId, '30d']);
    const passed = (await readCode()).unixTime - before;
    // Its crystal may be slow.
    expect(passed).toBeGreaterThan(30 * 86_400 - 3_600);
    expect(passed).toBeLessThan(30 * 86_400 + 3_600);
  });

  it('fob sim fault arms a fault', async () => {
    const words = ['sim', 'fault', '--id', up.deviceId, 'lcd.segment', '2d'];
    expect(await shell.json(words)).toMatchObject({ text: 'lcd.segment 2d' });
  });

  it('fob sim show writes a PNG picture', async () => {
    const file = join(shell.folder, 'fob.png');
    const ended = await shell.run(['sim', 'show', '--id', up.deviceId, '--png', file]);
    expect(ended.status).toBe(0);
    expect(readFileSync(file).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('fob sim down --all ends the fob and leaves nothing', async () => {
    const ended = await shell.run(['sim', 'down', '--all']);
    expect(ended.status).toBe(0);
    await expect(fetch(new URL('/health', up.control))).rejects.toThrow();
    expect(existsSync(device.replace('serial:', ''))).toBe(false);
    expect(existsSync(up.tokenFile)).toBe(false);
    expect(await shell.json(['sim', 'list'])).toEqual([]);
  });
});
