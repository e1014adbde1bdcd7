import {
  FobDevice,
  LinkLostError,
  LinkNotFoundError,
  PortBusyError,
  type Connection,
} from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { findProfile } from '@fobkit/firmware-sim';
import { toHex, UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { startFob } from '../../../host/emulator/in-process.ts';
import { infoFrame } from '../../firmware-sim/plug/plug-support.ts';
import { ToyClock } from './toy-clock.ts';

describe('startFob', () => {
  it('gives a fob that the client talks to', async () => {
    const { fob, link } = startFob();
    const device = await FobDevice.connect(link, nodeEnv);
    expect(toHex(device.deviceId)).toBe(toHex(fob.identity.deviceId));
    expect(link.url).toBe(`sim:${toHex(fob.identity.deviceId)}`);
    await device.close();
  });

  it('gives each fob an address of its own', () => {
    const urls = Array.from({ length: 50 }, () => startFob().link.url);
    expect(new Set(urls).size).toBe(50);
  });

  it('takes a profile of one’s own and refuses a name that it does not know', () => {
    const shipped = findProfile('sid700');
    if (shipped === undefined) throw new Error('sid700');
    const own = { ...shipped, name: 'mine' };
    expect(startFob({ profile: own }).fob.profile.name).toBe('mine');
    expect(() => startFob({ profile: 'no-such' })).toThrow(UsageError);
  });

  it('leaves time to the test unless it is live', () => {
    const { fob, live } = startFob({ unixTime: 1_800_000_000 });
    expect(fob.worldTicks).toBe(1_800_000_000 * 32_768);
    expect(live).toBeUndefined();
  });

  it('live, follows the clock that it is given', async () => {
    const clock = new ToyClock();
    const started = startFob({ live: clock, unixTime: clock.unix / 1000 });
    const { live } = started;
    const before = live?.fob.worldTicks ?? 0;
    clock.pass(3000);
    expect((live?.fob.worldTicks ?? 0) - before).toBe(3 * 32_768);
    await started.close();
    expect(clock.timers).toEqual([]);
  });
});

describe('the in-process link', () => {
  const opened = async (): Promise<[ReturnType<typeof startFob>, Connection]> => {
    const started = startFob();
    return [started, await started.link.open()];
  };

  it('lets one host in at a time, the next when he has left', async () => {
    const [{ link }, connection] = await opened();
    await expect(link.open()).rejects.toThrow(PortBusyError);
    await connection.close();
    await (await link.open()).close();
  });

  it('delivers no byte inside the call that asks', async () => {
    const [, connection] = await opened();
    let received = 0;
    connection.onBytes((bytes) => (received += bytes.length));
    const written = connection.write(infoFrame());
    expect(received).toBe(0);
    await written;
    await Promise.resolve();
    expect(received).toBeGreaterThan(0);
  });

  it('is lost when the fob leaves in the middle of a message', async () => {
    const [{ fob }, connection] = await opened();
    await connection.write(infoFrame().subarray(0, 5));
    fob.unplug();
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    await expect(connection.write(infoFrame())).rejects.toThrow(LinkLostError);
  });

  it('finds nobody while the fob is unplugged, and the fob after the replug', async () => {
    const [{ fob, link, plug }, connection] = await opened();
    fob.unplug();
    await connection.close();
    await expect(link.open()).rejects.toThrow(LinkNotFoundError);
    plug.replug();
    await (await link.open()).close();
  });

  it('closes with the reason closed, once', async () => {
    const [{ fob }, connection] = await opened();
    await connection.close();
    fob.unplug();
    await connection.close();
    expect(await connection.closed).toEqual({ kind: 'closed' });
  });

  it('opens nothing for a signal that was aborted', async () => {
    const { link } = startFob();
    const reason = new Error('enough');
    await expect(link.open({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await (await link.open()).close();
  });
});
