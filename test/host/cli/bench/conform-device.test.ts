import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveClock, type LiveFob } from '@fobkit/emulator';
import { nodeClock } from '@fobkit/client/node';
import { type FobUsbDevice, openTcpPlug, type Plug } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BATCH_KEY, blankFob, DEVICE_ID } from '../../../support/raw-host.ts';
import { runHere } from '../support/run-here.ts';

const buses = await vi.hoisted(async () => {
  const { FobHid, FobUsb } = await import('@fobkit/firmware-sim/plug');
  return { hid: new FobHid(), usb: new FobUsb() };
});

vi.mock('node-hid', () => {
  const { HIDAsync, devices, devicesAsync } = buses.hid;
  return { default: buses.hid, HIDAsync, devices, devicesAsync };
});
vi.mock('usb', () => ({ usb: buses.usb }));

const ID = toHex(DEVICE_ID);

let folder: string;
let fob: ReturnType<typeof blankFob>;
let live: LiveFob;
let clock: LiveClock;
let plugs: { close(): Promise<void> | void }[];

const file = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-conform-'));
  vi.stubEnv('FOBKIT_STATE_HOME', join(folder, 'state'));
  writeFileSync(file('batch.key'), toHex(BATCH_KEY));
  writeFileSync(file('other.key'), toHex(new Uint8Array(32).fill(1)));
  fob = blankFob();
  clock = new LiveClock({ clock: nodeClock });
  live = clock.add(fob);
  plugs = [];
});

afterEach(async () => {
  for (const plug of plugs) await plug.close();
  clock.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function conform(...words: readonly string[]): ReturnType<typeof runHere> {
  return runHere(['bench', 'conform', ...words]);
}

async function onTcp(): Promise<string> {
  const plug: Plug = await openTcpPlug(live);
  plugs.push(plug);
  return plug.url;
}

describe('fob bench conform --device of a fob that is there already', () => {
  it('checks it on its TCP port with the key of its batch, and leaves it blank', async () => {
    const { status, stdout } = await conform(
      ...['--device', await onTcp(), '--destructive', '--batch-key-file', file('batch.key')],
      ...[
        '--only',
        'channel-factory-key',
        'rotate-key',
        'trim',
        'serial-frame',
        'serial-link-closed',
      ],
    );
    expect(stdout).toMatch(/^5 checks: 5 passed; PASS$/m);
    expect(status).toBe(0);
    const info = await runHere(['info', '-d', await onTcp(), '--json']);
    expect(JSON.parse(info.stdout)).toMatchObject({ lifecycle: 'blank', keyGeneration: 0 });
  }, 30_000);

  it('keeps what is loaded, and tells which checks that cost', async () => {
    const words = ['--device', await onTcp(), '--only', 'rotate-key', 'serial-frame'];
    const { status, stdout } = await conform(...words);
    expect(stdout).toContain('SKIPPED 1: it loads or wipes the fob');
    expect(stdout).toContain(
      '2 checks: 1 passed, 1 skipped, without those that load or wipe; PASS',
    );
    expect(status).toBe(0);
  });

  it('ends with 3 where a check is SKIPPED and --no-skips allows none', async () => {
    const words = ['--device', await onTcp(), '--only', 'rotate-key', 'serial-frame'];
    const { status, stderr } = await conform(...words, '--no-skips');
    expect(stderr).toContain('fob: 1 check SKIPPED, and --no-skips allows none');
    expect(status).toBe(3);
  });

  it('a batch key of another batch is wrong use, and no verdict about the fob', async () => {
    const words = ['--device', await onTcp(), '--batch-key-file', file('other.key')];
    const { status, stderr } = await conform(...words);
    expect(stderr).toContain('the batch key in');
    expect(status).toBe(2);
  });

  it('--also is a second link to it: rules of both framings, and of two links', async () => {
    plugs.push(buses.hid.attach('/dev/hidraw5', live));
    const { status, stdout } = await conform(
      ...['--device', 'hid:/dev/hidraw5', '--also', await onTcp()],
      ...['--only', 'hid-init', 'serial-frame', 'serial-link-closed', 'message-kept-by-link'],
    );
    expect(stdout).toMatch(/^4 checks: 4 passed/m);
    expect(status).toBe(0);
  }, 30_000);

  it('two links of one kind are wrong use', async () => {
    const { status, stderr } = await conform(
      '--device',
      'tcp:127.0.0.1:9',
      '--also',
      'tcp:[::1]:9',
    );
    expect(stderr).toContain('a serial link is named already');
    expect(status).toBe(2);
  });

  it('asks its endpoint 0 by npm usb; what a driver holds is skipped by name', async () => {
    plugs.push(buses.usb.attach(live));
    const { status, stdout } = await conform('--device', `usb:${ID}`, '--only', 'usb-*');
    expect(stdout).toMatch(/^8\.3 Descriptors +5 +· +· +· +·$/m);
    expect(stdout).toContain('a driver of the operating system holds interface 0 of the fob');
    expect(stdout).toMatch(/^\d+ checks: \d+ passed, \d+ skipped/m);
    expect(status).toBe(0);
  }, 30_000);

  it('a fob whose device descriptor is of another version breaks USB-1 on its own USB', async () => {
    const device = vi.spyOn(
      Object.getPrototypeOf(await attached()) as FobUsbDevice,
      'controlTransferIn',
    );
    device.mockResolvedValue({ status: 'ok', data: new DataView(new ArrayBuffer(18)) });
    try {
      const { status, stdout } = await conform('--device', `usb:${ID}`, '--only', 'usb-device');
      expect(stdout).toContain('FAIL usb-device [USB-1]');
      expect(status).toBe(1);
    } finally {
      device.mockRestore();
    }
  });
});

async function attached(): Promise<FobUsbDevice> {
  plugs.push(buses.usb.attach(live));
  const [device] = await buses.usb.getDevices();
  if (device === undefined) throw new Error('no device is attached');
  return device;
}
