import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNode, checkSerialBinding } from '../../../../host/cli/doctor/check-node.ts';
import { checkPorts, checkPty, deniedPort } from '../../../../host/cli/doctor/check-ports.ts';
import { checkStateFolder } from '../../../../host/cli/doctor/check-state.ts';
import { checkUdev } from '../../../../host/cli/doctor/check-udev.ts';
import type { Machine } from '../../../../host/cli/doctor/finding.ts';

let root: string;
let machine: Machine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fobkit-doctor-'));
  machine = { platform: 'linux', nodeVersion: 'v24.21.0', root };
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function file(path: string, text = '', mode = 0o600): void {
  mkdirSync(dirname(join(root, path)), { recursive: true, mode: 0o700 });
  writeFileSync(join(root, path), text, { mode });
}

describe('Node.js', () => {
  it.each([
    ['v24.0.0', 'ok'],
    ['v26.1.0', 'ok'],
    ['v22.19.0', 'wrong'],
  ])('%s is %s', (nodeVersion, level) => {
    expect(checkNode({ ...machine, nodeVersion })[0]?.level).toBe(level);
  });

  it('a binding that does not load is told with how to mend it', async () => {
    const [finding] = await checkSerialBinding(() => Promise.reject(new Error('no native build')));
    expect(finding?.level).toBe('wrong');
    expect(finding?.mend).toContain('npm ci');
  });
});

describe('ports', () => {
  it('that are there and open are fine', async () => {
    file('dev/ttyACM0');
    const ports = [{ url: 'serial:/dev/ttyACM0', ours: true }];
    expect(await checkPorts(machine, ports)).toEqual([
      { level: 'ok', what: '/dev/ttyACM0 can be opened (a fob by its USB ids)' },
    ]);
  });

  it('that may not be opened want the group dialout', () => {
    expect(deniedPort('/dev/ttyACM0', 20)).toMatchObject({
      level: 'wrong',
      mend: 'sudo usermod -aG dialout $USER, then log in again',
    });
  });

  it('that are not there are no fault', async () => {
    expect((await checkPorts(machine, []))[0]?.level).toBe('note');
  });

  it('pseudo-terminals want /dev/ptmx', async () => {
    expect((await checkPty(machine))[0]?.level).toBe('wrong');
    file('dev/ptmx');
    expect((await checkPty(machine))[0]?.level).toBe('ok');
  });
});

describe('udev', () => {
  it('without a rule is told the rule', async () => {
    const [finding] = await checkUdev(machine);
    expect(finding?.level).toBe('note');
    expect(finding?.mend).toContain('ATTRS{idVendor}=="1209", ATTRS{idProduct}=="f0b1"');
  });

  it('with a rule is fine, wherever it is and however it is written', async () => {
    file('usr/lib/udev/rules.d/60-x.rules', 'ATTRS{idVendor}=="1209", ATTRS{idProduct}=="F0B1"');
    expect((await checkUdev(machine))[0]?.level).toBe('ok');
  });

  it('is of Linux alone', async () => {
    expect(await checkUdev({ ...machine, platform: 'darwin' })).toEqual([]);
  });
});

describe('the state folder', () => {
  const state = (): string => join(root, 'state');

  it('that is not there yet is no fault', async () => {
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('note');
  });

  it('readable by its owner alone is fine', async () => {
    file('state/batch-keys/0a0b0c0d', 'key');
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('ok');
  });

  it('with a key that others can read is wrong', async () => {
    file('state/batch-keys/0a0b0c0d', 'key');
    chmodSync(join(root, 'state/batch-keys/0a0b0c0d'), 0o644);
    const [finding] = await checkStateFolder(machine, state());
    expect(finding?.level).toBe('wrong');
    expect(finding?.what).toContain('batch-keys/0a0b0c0d');
  });

  it('open to others is wrong', async () => {
    mkdirSync(state());
    chmodSync(state(), 0o755);
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('wrong');
  });
});
