import { FobHid } from '@fobkit/firmware-sim/plug';
import type { Plug } from '@fobkit/firmware-sim/plug';
import type * as nodeHid from 'node-hid';
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import {
  LinkLostError,
  LinkNotFoundError,
  NotAFobError,
  PermissionError,
  PortBusyError,
  TransportError,
} from '../../../../host/client/errors.ts';
import type { HidHandle, HidLibrary } from '../../../../host/client/node/hid-library.ts';
import { hidLink } from '../../../../host/client/node/hid-link.ts';
import { nodeEnv } from '../../../../host/client/node/host-env.ts';
import { blankFob } from '../../../support/raw-host.ts';

const path = '/dev/hidraw0';

describe('a HID link to an emulated fob', () => {
  let hid: FobHid;
  let fob: Fob;
  let plug: Plug;
  beforeEach(() => {
    hid = new FobHid();
    fob = blankFob();
    plug = hid.attach(path, fob);
  });

  const connect = (): Promise<FobDevice> => FobDevice.connect(hidLink({ path, hid }), nodeEnv);

  it('carries commands', async () => {
    const device = await connect();
    expect(device.url).toBe('hid:/dev/hidraw0');
    expect((await device.getInfo()).lifecycle).toBe('blank');
    expect((await device.getStatus({ events: 16 })).events.length).toBeGreaterThan(0);
    expect(device.counters).toMatchObject({ resent: 0, droppedBytes: 0, stale: 0 });
    await device.close();
  });

  it('is used by two programs at once, each on its own channel', async () => {
    const [one, two] = [await connect(), await connect()];
    const both = await Promise.all([one.getInfo(), two.getInfo(), one.getStatus(), two.getInfo()]);
    expect(both[0]).toEqual(both[1]);
    expect(one.counters).toMatchObject({ resent: 0, droppedBytes: 0, stale: 0 });
    expect(one.counters.foreignReports).toBeGreaterThan(0);
    await Promise.all([one.close(), two.close()]);
  });

  it('is lost when the fob is unplugged, and opens again when it is back', async () => {
    const device = await connect();
    fob.unplug();
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await expect(connect()).rejects.toThrow(LinkNotFoundError);
    plug.replug();
    const again = await connect();
    expect(again.deviceId).toEqual(device.deviceId);
    await again.close();
  });
});

/** A handle that notes what is done to it. */
class Handle implements HidHandle {
  readonly written: Uint8Array[] = [];
  closed = 0;
  refusal: Error | undefined;
  readonly #listeners = new Map<string, (value: never) => void>();

  on(event: 'data' | 'error', listener: (value: never) => void): this {
    if (this.#listeners.has(event)) throw new Error('node-hid wants one listener that stays');
    this.#listeners.set(event, listener);
    return this;
  }

  tell(event: 'data' | 'error', value: unknown): void {
    this.#listeners.get(event)?.(value as never);
  }

  write(report: Uint8Array): Promise<number> {
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    this.written.push(report);
    return Promise.resolve(report.length);
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

function library(open: () => Promise<HidHandle>): HidLibrary {
  return { HIDAsync: { open }, devicesAsync: () => Promise.resolve([]) };
}

describe('a HID link', () => {
  let handle: Handle;
  beforeEach(() => {
    handle = new Handle();
  });

  const open = () => hidLink({ path, hid: library(() => Promise.resolve(handle)) }).open();

  it('writes 65 bytes, the first one 0 for no report id', async () => {
    const connection = await open();
    expect(connection.framing).toBe('hid');
    await connection.write(new Uint8Array(64).fill(7));
    expect([...(handle.written[0] ?? [])]).toEqual([0, ...new Uint8Array(64).fill(7)]);
  });

  it('gives reports as plain bytes', async () => {
    const connection = await open();
    const got: Uint8Array[] = [];
    connection.onBytes((report) => got.push(report));
    handle.tell('data', Buffer.from([1, 2, 3]).subarray(1));
    expect(got.map((report) => [...report])).toEqual([[2, 3]]);
    expect(Buffer.isBuffer(got[0])).toBe(false);
  });

  it('that reports an error is lost, and its handle closed, which would hold the node', async () => {
    const connection = await open();
    handle.tell('error', 'could not read from HID device: device disconnected');
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    expect(handle.closed).toBe(1);
    await expect(connection.write(new Uint8Array(64))).rejects.toThrow('closed');
  });

  it('that takes no report is lost', async () => {
    const connection = await open();
    handle.refusal = new Error('Cannot write to hid device: No such device');
    await expect(connection.write(new Uint8Array(64))).rejects.toThrow('No such device');
    expect(await connection.closed).toMatchObject({ kind: 'lost', cause: handle.refusal });
    expect(handle.closed).toBe(1);
  });

  it('may be closed twice, and closes its handle once', async () => {
    const connection = await open();
    await connection.close();
    await connection.close();
    expect(await connection.closed).toEqual({ kind: 'closed' });
    expect(handle.closed).toBe(1);
  });

  it('stops opening when the signal aborts, and closes what opens all the same', async () => {
    const { promise, resolve } = Promise.withResolvers<HidHandle>();
    const controller = new AbortController();
    const opening = hidLink({ path, hid: library(() => promise) }).open({
      signal: controller.signal,
    });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    resolve(handle);
    await promise;
    expect(handle.closed).toBe(1);
  });

  it.each([
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
      PermissionError,
      'permission denied. fob doctor tells how to install the udev rules',
    ],
    [
      "cannot open device with path x: Failed to open a device with path 'x': No such file or directory",
      LinkNotFoundError,
      'Is the fob plugged in?',
    ],
    [
      "cannot open device with path x: ioctl(GRDESCSIZE) error for 'x', not a HIDRAW device?: Inappropriate ioctl for device",
      NotAFobError,
      'not even a HID device',
    ],
    [
      "cannot open device with path x: Failed to open a device with path 'x': Device or resource busy",
      PortBusyError,
      'another program has it open',
    ],
    [
      'cannot open device with path x: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002C5) (iokit/common) exclusive access and device already open',
      PortBusyError,
      'another program has it open',
    ],
    [
      'cannot open device with path x: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002E2) (iokit/common) not permitted',
      PermissionError,
      'permission denied',
    ],
    ['something new', TransportError, 'the HID device does not open (something new)'],
  ])('tells %j as what it means', async (message, kind, told) => {
    const cause = new Error(message);
    const opening = hidLink({ path, hid: library(() => Promise.reject(cause)) }).open();
    await expect(opening).rejects.toThrow(kind);
    await expect(opening).rejects.toThrow(
      `/dev/hidraw0: ${kind === NotAFobError ? 'not a fob' : ''}`,
    );
    await expect(opening).rejects.toThrow(told);
    await expect(opening).rejects.toHaveProperty('cause', cause);
  });

  it('wants of node-hid what node-hid has', () => {
    expectTypeOf<typeof nodeHid>().toExtend<HidLibrary>();
    expectTypeOf<FobHid>().toExtend<HidLibrary>();
  });
});

describe('node-hid itself', () => {
  it('finds no device at a path where nothing is', async () => {
    const opening = hidLink({ path: '/dev/fobkit-none' }).open();
    await expect(opening).rejects.toThrow(LinkNotFoundError);
  });

  it.runIf(process.platform === 'linux')(
    'finds no HID device at a path of another kind',
    async () => {
      await expect(hidLink({ path: '/dev/null' }).open()).rejects.toThrow(NotAFobError);
    },
  );
});
