import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { FobShell, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
afterEach(() => shell.run(['sim', 'down', '--all']));
afterAll(() => shell.close());

describe('fob sim press, when the LCD stays dark, says why', () => {
  it('world time stands still', async () => {
    await shell.json<Up>(['sim', 'up', '--frozen']);
    const { status, stderr } = await shell.run(['sim', 'press']);
    expect(stderr).toMatch(/world time stands still\. fob sim advance 1s/);
    expect(status).toBe(0);
  });

  it('the fob has no power', async () => {
    await shell.json<Up>(['sim', 'up', '--profile', 'shinkin-hardware', '--tcp']);
    await shell.run(['sim', 'unplug']);
    await shell.run(['sim', 'set', '--cell', 'out']);
    expect((await shell.run(['sim', 'press'])).stderr).toMatch(/without power/);
  });

  it('the press turned it off', async () => {
    await shell.json<Up>(['sim', 'up', '--profile', 'shinkin-hardware', '--tcp']);
    const words = ['provision', '--serial', 'SKTH00000017', '--purpose', 'test', '--uri', '-'];
    expect((await shell.run(words, { stdin: RFC_URI })).status).toBe(0);
    expect((await shell.run(['sim', 'press'])).stderr).toBe('');
    // A button that comes up and goes down again within the debouncing time is one press.
    await shell.run(['sim', 'advance', '1s']);
    expect((await shell.run(['sim', 'press'])).stderr).toMatch(/the press turned it off/);
  });
});

describe('fob sim show', () => {
  it('--side back without a picture prints what stands there', async () => {
    const { deviceId } = await shell.json<Up>(['sim', 'up']);
    const { stdout } = await shell.run(['sim', 'show', '--side', 'back']);
    expect(stdout).toMatch(/^serial label +none/);
    expect(stdout).toMatch(new RegExp(`^device id +${deviceId}$`, 'm'));
  });

  it.each([
    ['--png', 'fob.jpg'],
    ['--svg', 'fob.png'],
  ])('%s %s is refused: it would be of another format', async (option, name) => {
    await shell.json<Up>(['sim', 'up']);
    const file = join(shell.folder, name);
    expect((await shell.run(['sim', 'show', option, file])).status).toBe(2);
    expect(existsSync(file)).toBe(false);
  });
});
