import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient, launchSim, type SimRecord, stateFolderAt } from '@fobkit/emulator/sims';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';

const main = join(import.meta.dirname, 'main.ts');

inGuest('npm run guest', ['usbip'], () => {
  const home = mkdtempSync(join(tmpdir(), 'fobkit-guest-'));
  let sim: SimRecord | undefined;

  beforeAll(async () => {
    const plugs = [{ kind: 'usbip', host: '127.0.0.1', port: 0 } as const];
    [sim] = await launchSim({ state: stateFolderAt(home), plugs });
  });

  afterAll(async () => {
    if (sim !== undefined) await ControlClient.ofRecord(sim).shutdown();
    rmSync(home, { recursive: true, force: true });
  });

  function guest(state: string, ...command: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=fobkit-source', main, ...command],
      { encoding: 'utf8', env: { ...process.env, FOBKIT_STATE_HOME: state } },
    );
    return { status, stdout, stderr };
  }

  it(
    'runs a command where the emulated fob is a USB device, and ends as it does',
    () => {
      const told = guest(
        home,
        'sh',
        '-c',
        'cat /sys/bus/usb/devices/1-1/serial; echo no >&2; exit 3',
      );
      expect(told).toEqual({ status: 3, stdout: `${sim?.deviceId ?? ''}\n`, stderr: 'no\n' });
    },
    BOOT_MILLISECONDS,
  );

  it('says what is missing', () => {
    const unused = guest(home);
    expect([unused.status, unused.stderr]).toEqual([2, expect.stringContaining('usage: ')]);
    const alone = guest(join(home, 'none'), 'true');
    expect(alone.status).toBe(2);
    expect(alone.stderr).toContain('fob sim up --usbip 127.0.0.1:0');
  });
});
