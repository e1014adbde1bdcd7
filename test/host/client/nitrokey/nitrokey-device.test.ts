import { Secret, UsageError } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasCapability, requireCapability } from '../../../../host/client/device/capability.ts';
import {
  BadReplyError,
  CapabilityError,
  RequestTimeoutError,
} from '../../../../host/client/errors.ts';
import { NitrokeyError } from '../../../../host/client/nitrokey/nitrokey-error.ts';
import {
  type NitrokeyConnectOptions,
  NitrokeyDevice,
} from '../../../../host/client/nitrokey/nitrokey-device.ts';
import {
  codeResult,
  ScriptedNitrokey,
  slotResult,
  statusResult,
} from '../support/scripted-nitrokey.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { simulatedEnv } from '../support/values.ts';

/** RFC 6238's first time: step 1 of 30 s, 1 s before its end. */
const UNIX_MS = 59_000;

const GET_STATUS = 0x00;
const READ_SLOT = 0x03;
const GET_CODE = 0x04;
const SET_TIME = 0x0b;
const FIRST_AUTHENTICATE = 0x07;
const USER_AUTHENTICATE = 0x0e;

let clock: SimulatedClock;
let token: ScriptedNitrokey;

beforeEach(() => {
  clock = new SimulatedClock(UNIX_MS);
  token = new ScriptedNitrokey()
    .on(GET_STATUS, statusResult(11, 0x5f11))
    .on(READ_SLOT, ([slot]) => {
      if (slot === 0x20) return slotResult('bank', 1, 30);
      return slot === 0x11 ? slotResult('vpn', 0, 7) : { status: 3 };
    })
    .on(GET_CODE, ([slot]) => (slot === 0x20 ? codeResult(94_287_082, 1) : codeResult(1234, 0)))
    .on(SET_TIME, {});
});

function connect(options: Partial<NitrokeyConnectOptions> = {}): Promise<NitrokeyDevice> {
  const how = { model: 'pro', ...options } as const;
  return clock.until(NitrokeyDevice.connect(token, simulatedEnv(clock), how));
}

function last(): Uint8Array {
  return token.requests.at(-1) ?? new Uint8Array(0);
}

describe('connecting', () => {
  it('only asks for the status', async () => {
    await connect();
    expect(token.commands).toEqual([GET_STATUS]);
  });

  it('tells model and card', async () => {
    const device = await connect();
    expect(await clock.until(device.info())).toEqual({
      model: 'Nitrokey Pro',
      deviceId: '00005f11',
    });
    expect(await clock.until(device.report())).toMatchObject({ firmwareVersion: '0.11' });
  });

  it('tells no card where the token tells none', async () => {
    token.on(GET_STATUS, statusResult(54, 0));
    const device = await connect({ model: 'storage' });
    expect(await clock.until(device.info())).toEqual({ model: 'Nitrokey Storage' });
  });

  it('closes the port when it fails', async () => {
    token.on(GET_STATUS, { status: 9 });
    await expect(connect()).rejects.toBeInstanceOf(NitrokeyError);
    expect(token.closed).toBe(true);
  });

  it('to firmware without temporary passwords leaves out what needs them', async () => {
    token.on(GET_STATUS, statusResult(7, 0x5f11));
    const device = await connect();
    expect(hasCapability(device, 'read-code')).toBe(true);
    expect(() => requireCapability(device, 'program-slots')).toThrow(CapabilityError);
    token.on(GET_STATUS, statusResult(53, 0));
    expect((await connect({ model: 'storage' })).capabilities.has('unlock-codes')).toBe(false);
  });

  it('has none of what only a fob has', async () => {
    const device = await connect();
    expect(hasCapability(device, 'provision')).toBe(false);
    expect(() => requireCapability(device, 'wipe')).toThrow('this device cannot do wipe');
  });
});

describe('slots', () => {
  it('are listed all, the empty ones too', async () => {
    const slots = await clock.until((await connect()).listSlots());
    expect(slots).toHaveLength(18);
    expect(slots.filter(({ loaded }) => loaded !== undefined)).toEqual([
      { slot: 'hotp1', mode: 'hotp', loaded: { name: 'vpn', digits: 6, counter: 7 } },
      { slot: 'totp0', mode: 'totp', loaded: { name: 'bank', digits: 8, stepSeconds: 30 } },
    ]);
  });

  it('are asked by numbers in range, in the binary form', async () => {
    await clock.until((await connect()).listSlots());
    const asked = token.requests.slice(1).map((request) => [request[1], request[2]]);
    expect(asked[0]).toEqual([0x10, 1]);
    expect(asked.map(([slot]) => slot)).not.toContain(0x13);
    expect(asked.at(-1)).toEqual([0x2e, 1]);
  });
});

describe('a TOTP code', () => {
  it('is read after the time is set, never back', async () => {
    const device = await connect();
    expect(await clock.until(device.readCode({ slot: 'totp0' }))).toMatchObject({
      code: '94287082',
      mode: 'totp',
      stepSeconds: 30,
      movingFactor: 1,
      unixTime: 59,
      secondsLeft: 1,
    });
    expect(token.commands).toEqual([GET_STATUS, READ_SLOT, SET_TIME, GET_CODE]);
    expect([...(token.requests[2]?.subarray(1, 10) ?? [])]).toEqual([0, 59, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('sets the time once a connection', async () => {
    const device = await connect({ slot: { kind: 'totp', index: 0 } });
    await clock.until(device.readCode());
    await clock.until(device.readCode());
    expect(token.commands.filter((code) => code === SET_TIME)).toHaveLength(1);
  });

  it('leaves the time alone when told so, and then tells none', async () => {
    const device = await connect({ setTime: false });
    const code = await clock.until(device.readCode({ slot: 'totp0' }));
    expect(code).toEqual({ code: '94287082', mode: 'totp', stepSeconds: 30 });
    expect(token.commands).not.toContain(SET_TIME);
  });

  it('is refused with what to do when the token has seen a later time', async () => {
    token.on(SET_TIME, { status: 6 });
    const device = await connect();
    const reading = clock.until(device.readCode({ slot: 'totp0' }));
    await expect(reading).rejects.toMatchObject({ status: 'timestamp-warning' });
    expect(token.commands).not.toContain(GET_CODE);
  });

  it('of a Storage is asked for with time and step', async () => {
    token.on(GET_STATUS, statusResult(54, 0));
    const device = await connect({ model: 'storage' });
    await clock.until(device.readCode({ slot: 'totp0' }));
    expect([...last().subarray(10, 19)]).toEqual([59, 0, 0, 0, 0, 0, 0, 0, 30]);
  });

  it('with more digits than the slot has is a fault of the token', async () => {
    token.on(GET_CODE, codeResult(123_456_789, 1));
    const device = await connect();
    const reading = clock.until(device.readCode({ slot: 'totp0' }));
    await expect(reading).rejects.toBeInstanceOf(BadReplyError);
  });

  it('of a slot with a step of no seconds is a fault of the token', async () => {
    token.on(READ_SLOT, slotResult('bank', 0, 0));
    const device = await connect();
    const reading = clock.until(device.readCode({ slot: 'totp0' }));
    await expect(reading).rejects.toBeInstanceOf(BadReplyError);
  });
});

describe('a HOTP code', () => {
  it('is read without any time, with its leading zeros, and its counter', async () => {
    const device = await connect();
    expect(await clock.until(device.readCode({ slot: 'hotp1' }))).toEqual({
      code: '001234',
      mode: 'hotp',
      movingFactor: 7,
    });
    expect(token.commands).not.toContain(SET_TIME);
  });

  it('is asked for anew each time, so that an old answer does not pass for it', async () => {
    const device = await connect({ slot: { kind: 'hotp', index: 1 } });
    await clock.until(device.readCode());
    token.on(READ_SLOT, () => {
      // The token takes no report while it is at work on another.
      token.drop = 1;
      return slotResult('vpn', 0, 8);
    });
    await expect(clock.until(device.readCode())).rejects.toBeInstanceOf(RequestTimeoutError);
  });
});

describe('the slot of a code', () => {
  it('is the only loaded one when none is named', async () => {
    token.on(READ_SLOT, ([slot]) => (slot === 0x20 ? slotResult('bank', 1, 30) : { status: 3 }));
    const device = await connect();
    expect((await clock.until(device.readCode())).code).toBe('94287082');
  });

  it('must be named when several are loaded, or there is none', async () => {
    const device = await connect();
    await expect(clock.until(device.readCode())).rejects.toThrow('say which: hotp1, totp0');
    token.on(READ_SLOT, { status: 3 });
    await expect(clock.until(device.readCode())).rejects.toThrow('nothing is loaded');
  });

  it('that is empty is refused by the token, one that it has not by the host', async () => {
    const device = await connect();
    const empty = clock.until(device.readCode({ slot: 'totp5' }));
    await expect(empty).rejects.toMatchObject({ status: 'slot-not-programmed' });
    const none = clock.until(device.readCode({ slot: 'totp15' }));
    await expect(none).rejects.toBeInstanceOf(UsageError);
  });

  it('takes no question', async () => {
    const device = await connect();
    const reading = clock.until(device.readCode({ challenge: '1' }));
    await expect(reading).rejects.toBeInstanceOf(UsageError);
  });
});

describe('setting the time', () => {
  it('by force says so', async () => {
    const device = await connect();
    await clock.until(device.setTime(1_700_000_000.9, { force: true }));
    expect([...last().subarray(0, 10)]).toEqual([
      ...[SET_TIME, 1, 0x00, 0xf1, 0x53, 0x65],
      ...[0, 0, 0, 0],
    ]);
  });
});

describe('a PIN', () => {
  const pin = new Secret(new TextEncoder().encode('123456'));

  it('of the user lets codes be read with a temporary password', async () => {
    token.on(USER_AUTHENTICATE, {});
    const device = await connect();
    await clock.until(device.unlockCodes(pin));
    expect([...last().subarray(1, 8)]).toEqual([0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0]);
    const chosen = [...last().subarray(26, 51)];
    expect(new Set(chosen).size).toBeGreaterThan(10);
    await clock.until(device.readCode({ slot: 'hotp1' }));
    expect([...last().subarray(19, 44)]).toEqual(chosen);
  });

  it('that is wrong tells how many tries are left', async () => {
    token
      .on(USER_AUTHENTICATE, { status: 4 })
      .on(0x0f, { result: [2] })
      .on(0x09, { result: [3] });
    const device = await connect();
    const proof = clock.until(device.unlockCodes(pin));
    await expect(proof).rejects.toMatchObject({ status: 'wrong-password', triesLeft: 2 });
    await expect(clock.until(device.unlockCodes(pin))).rejects.toThrow('2 tries are left');
  });

  it('of the admin that is wrong tells the tries of the admin', async () => {
    token
      .on(FIRST_AUTHENTICATE, { status: 4 })
      .on(0x0f, { result: [3] })
      .on(0x09, { result: [0] });
    const device = await connect();
    const proof = clock.until(device.openSlots(pin));
    await expect(proof).rejects.toThrow('the PIN is blocked');
  });

  it.each([0, 26])('of %i bytes is not sent', async (length) => {
    const device = await connect();
    const proof = clock.until(device.unlockCodes(new Secret(new Uint8Array(length).fill(49))));
    await expect(proof).rejects.toBeInstanceOf(UsageError);
    expect(token.commands).not.toContain(USER_AUTHENTICATE);
  });

  it('is never in an error', async () => {
    const device = await connect();
    const odd = new Secret(new TextEncoder().encode('geheim\u0000'));
    const error = await clock.until(device.unlockCodes(odd)).catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('geheim');
  });
});
