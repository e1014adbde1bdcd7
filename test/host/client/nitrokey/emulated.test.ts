import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nitrokeyCommands, Secret, toHex } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NitrokeyDevice } from '../../../../host/client/nitrokey/nitrokey-device.ts';
import { ascii, NitrokeyRig, NOW } from '../../../support/nitrokey-rig.ts';
import { SEED, TICKS } from '../../../support/raw-host.ts';

const ADMIN = new Secret(ascii('12345678'));
const USER = new Secret(ascii('123456'));

let rig: NitrokeyRig;
let device: NitrokeyDevice;

beforeEach(async () => {
  rig = new NitrokeyRig();
  device = await rig.driver();
});

async function load(slot: string, changes: Record<string, unknown> = {}): Promise<void> {
  const session = await device.openSlots(ADMIN);
  const moving = slot.startsWith('totp') ? { stepSeconds: 30 } : { counter: 0 };
  await session.writeSlot({ slot, name: 'bank', digits: 6, seed: SEED, ...moving, ...changes });
}

/** Codes of oathtool (Debian package oathtool), which is not in this repository. */
async function oathtool(...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)('oathtool', args)).stdout.trim();
  } catch (cause) {
    throw new Error('oathtool is wanted: install the Debian package oathtool', { cause });
  }
}

describe('the driver on the emulated token', () => {
  it('finds it by its USB ids and tells who it is', async () => {
    expect(await device.info()).toEqual({ model: 'Nitrokey Pro', deviceId: '00005f11' });
    expect(await device.report()).toEqual({
      firmwareVersion: '0.11',
      cardSerial: '00005f11',
      userPinForCodes: false,
    });
    expect(await device.tries()).toEqual({ user: 3, admin: 3 });
  });

  it('loads slots and lists them', async () => {
    await load('totp14', { name: '銀行', digits: 8, stepSeconds: 60 });
    await load('hotp0', { counter: 7 });
    const loaded = (await device.listSlots()).filter((slot) => slot.loaded !== undefined);
    expect(loaded).toEqual([
      { slot: 'hotp0', mode: 'hotp', loaded: { name: 'bank', digits: 6, counter: 7 } },
      { slot: 'totp14', mode: 'totp', loaded: { name: '銀行', digits: 8, stepSeconds: 60 } },
    ]);
  });

  it('looks into one slot', async () => {
    await load('hotp1', { counter: 3 });
    expect(await device.readSlot('hotp1')).toEqual({
      slot: 'hotp1',
      mode: 'hotp',
      loaded: { name: 'bank', digits: 6, counter: 3 },
    });
    expect(await device.readSlot('totp1')).toEqual({ slot: 'totp1', mode: 'totp' });
  });

  it('reads the TOTP code that oathtool computes for the host’s time', async () => {
    await load('totp0', { digits: 8 });
    const { code, unixTime } = await device.readCode({ slot: 'totp0' });
    expect(unixTime).toBeGreaterThanOrEqual(NOW);
    const at = `@${String(unixTime)}`;
    expect(code).toBe(await oathtool('--totp=sha1', '-d', '8', '--now', at, toHex(SEED)));
  });

  it('reads the HOTP codes that oathtool computes, with a seed of 40 bytes', async () => {
    const seed = Uint8Array.from({ length: 40 }, (_, i) => 200 - i);
    await load('hotp2', { seed, counter: 1000 });
    for (const counter of ['1000', '1001', '1002']) {
      const { code } = await device.readCode({ slot: 'hotp2' });
      expect(code).toBe(await oathtool('--hotp', '-c', counter, toHex(seed)));
    }
  });

  it('erases a slot', async () => {
    await load('totp0');
    await (await device.openSlots(ADMIN)).eraseSlot('totp0');
    const reading = device.readCode({ slot: 'totp0' });
    await expect(reading).rejects.toMatchObject({ status: 'slot-not-programmed' });
  });

  it('is refused with a wrong PIN and told how many tries are left', async () => {
    const proof = device.openSlots(USER);
    await expect(proof).rejects.toMatchObject({ status: 'wrong-password', triesLeft: 2 });
  });

  it('reads codes that want the user’s PIN once it was proven', async () => {
    await load('hotp0');
    const temporaryPassword = Uint8Array.from({ length: 25 }, (_, i) => i);
    await rig.ask(nitrokeyCommands.firstAuthenticate, {
      pin: ascii('12345678'),
      temporaryPassword,
    });
    const none = { numLock: 255, capsLock: 255, scrollLock: 255, unused: 0 };
    const configuration = { ...none, userPinForCodes: 1 };
    await rig.ask(nitrokeyCommands.writeConfig, { configuration, temporaryPassword });
    expect((await device.report()).userPinForCodes).toBe(true);
    const guarded = device.readCode({ slot: 'hotp0' });
    await expect(guarded).rejects.toMatchObject({ status: 'not-authorized' });
    await device.unlockCodes(USER);
    expect((await device.readCode({ slot: 'hotp0' })).code).toBe('755224');
  });
});

describe('the time', () => {
  it('of a host that is behind the token is refused, until it is forced', async () => {
    await load('totp0');
    await device.setTime(NOW + 86_400);
    await device.close();
    device = await rig.driver();
    const reading = device.readCode({ slot: 'totp0' });
    await expect(reading).rejects.toMatchObject({ status: 'timestamp-warning' });
    await device.setTime(NOW, { force: true });
    expect(await device.readCode({ slot: 'totp0' })).toMatchObject({ mode: 'totp' });
  });

  it('is told anew after the token lost its power', async () => {
    await load('totp0');
    await device.readCode({ slot: 'totp0' });
    await device.close();
    await rig.replug();
    device = await rig.driver();
    const { code, unixTime } = await device.readCode({ slot: 'totp0' });
    const at = `@${String(unixTime)}`;
    expect(code).toBe(await oathtool('--totp=sha1', '--now', at, toHex(SEED)));
  });
});

describe('the faulty firmware', () => {
  beforeEach(async () => {
    rig = new NitrokeyRig('nitrokey-pro-faulty');
    device = await rig.driver();
  });

  it('is lived with: wrong CRCs are counted, slots out of range are never asked for', async () => {
    await load('totp0');
    const slots = await device.listSlots();
    expect(slots).toHaveLength(18);
    expect(device.counters.wrongCrc).toBe(18);
    expect(await device.tries()).toEqual({ user: 3, admin: 3 });
  });
});

describe('a token that leaves', () => {
  it('in mid-command is a lost link', async () => {
    const proof = device.openSlots(ADMIN);
    rig.fob.advance(TICKS / 100);
    rig.fob.unplug();
    await expect(proof).rejects.toMatchObject({ code: 'link-lost' });
  });
});
