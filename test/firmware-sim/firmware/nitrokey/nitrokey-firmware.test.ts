import {
  encodeNitrokeyRequest,
  NITROKEY_PAYLOAD_LENGTH,
  nitrokeyCommands as commands,
} from '@fobkit/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ascii, CARD, padded } from '../../../support/nitrokey-rig.ts';
import { codeRequest, SlotRig, user } from './slot-rig.ts';
import { TICKS } from '../../../support/raw-host.ts';

let rig: SlotRig;

beforeEach(() => {
  rig = new SlotRig();
});

describe('reports', () => {
  it('before the first request are zeros, whose CRC is none', async () => {
    expect(await rig.look()).toMatchObject({ deviceStatus: 0, commandCrc: 0, intact: false });
  });

  it('name the request by its code and its CRC', async () => {
    expect(await rig.ask(commands.getStatus, {})).toMatchObject({
      command: 0,
      commandCrc: 0xef6e_b7df,
      status: 'ok',
      intact: true,
    });
  });

  it('with a wrong CRC run nothing', async () => {
    const payload = Uint8Array.of(1, 59, 0, 0, 0, 0, 0, 0, 0);
    const report = encodeNitrokeyRequest({ command: commands.setTime.code, payload });
    report[63] = (report[63] ?? 0) ^ 1;
    expect((await rig.exchange(report)).status).toBe('wrong-crc');
    expect(rig.fob.driftTicks).toBeUndefined();
  });

  it.each([0x08, 0x10, 0x0c, 0x1b, 0x60, 0xff])('of command %i are not known', async (command) => {
    const report = encodeNitrokeyRequest({ command, payload: new Uint8Array(0) });
    expect((await rig.exchange(report)).status).toBe('unknown-command');
  });

  it('any whatever are answered, and the token lives on', async () => {
    const some = fc.record({
      command: fc.integer({ min: 0, max: 255 }),
      payload: fc.uint8Array({ maxLength: NITROKEY_PAYLOAD_LENGTH }),
    });
    await fc.assert(
      fc.asyncProperty(some, async (request) => {
        await rig.exchange(encodeNitrokeyRequest(request));
        rig.fob.advance(TICKS);
        expect((await rig.look()).deviceStatus).toBe(0);
        expect(await rig.statusOf(commands.getStatus, {})).toBe('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the smart card', () => {
  it('keeps the token busy, and the CRC of what it shows meanwhile fits with status 0', async () => {
    const payload = padded('12345678', 50);
    const command = commands.firstAuthenticate.code;
    const busy = await rig.exchange(encodeNitrokeyRequest({ command, payload }));
    expect(busy).toMatchObject({ deviceStatus: 1, command, intact: true });
    rig.fob.advance(TICKS / 8);
    expect((await rig.look()).deviceStatus).toBe(1);
    rig.fob.advance(TICKS / 4);
    expect(await rig.look()).toMatchObject({ deviceStatus: 0, status: 'ok' });
  });

  it('makes the token deaf meanwhile', async () => {
    const payload = padded('12345678', 50);
    const command = commands.firstAuthenticate.code;
    await rig.send(encodeNitrokeyRequest({ command, payload }));
    await rig.send(encodeNitrokeyRequest({ command: 0, payload: new Uint8Array(0) }));
    rig.fob.advance(TICKS);
    expect(await rig.look()).toMatchObject({ command });
  });
});

describe('status', () => {
  it('tells firmware, card and configuration', async () => {
    expect(await rig.resultOf(commands.getStatus, {})).toEqual({
      minorVersion: 11,
      majorVersion: 0,
      cardSerial: CARD,
      configuration: {
        numLock: 255,
        capsLock: 255,
        scrollLock: 255,
        userPinForCodes: 0,
        unused: 0,
      },
    });
  });

  it('of a token whose seed and time were never there is blank, then without a clock', async () => {
    await rig.ask(commands.getStatus, {});
    expect(rig.fob.program?.lifecycle).toBe('blank');
    await rig.load(0x20, 30);
    expect(rig.fob.program?.lifecycle).toBe('clock-lost');
    await rig.setTime(1_800_000_000, false);
    expect(rig.fob.program?.lifecycle).toBe('ready');
  });
});

describe('factory reset', () => {
  it('wants the admin PIN', async () => {
    expect(await rig.statusOf(commands.factoryReset, { pin: ascii('00000000') })).toBe(
      'wrong-password',
    );
  });

  it('empties the slots and brings the PINs back; time and configuration stay', async () => {
    await rig.load(0x10, 0);
    await rig.setTime(1_800_000_000, false);
    await rig.ask(commands.changeUserPin, { pin: ascii('123456'), newPin: ascii('secret') });
    expect(await rig.statusOf(commands.factoryReset, { pin: ascii('12345678') })).toBe('ok');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('slot-not-programmed');
    const proof = { pin: ascii('123456'), temporaryPassword: user };
    expect(await rig.statusOf(commands.userAuthenticate, proof)).toBe('ok');
    expect(await rig.setTime(1_700_000_000, false)).toBe('timestamp-warning');
  });
});

describe('the faulty firmware', () => {
  beforeEach(() => {
    rig = new SlotRig('nitrokey-pro-faulty');
  });

  it.each([0x13, 0x2f])('takes slot %i for an empty one', async (slot) => {
    expect(await rig.statusOf(commands.readSlot, { slot, format: 0 })).toBe('slot-not-programmed');
  });

  it.each([0x14, 0x1f, 0x30])('and slot %i for none, as it should', async (slot) => {
    expect(await rig.statusOf(commands.readSlot, { slot, format: 0 })).toBe('wrong-slot');
  });

  it('answers some commands with a wrong CRC, and means it', async () => {
    expect(await rig.ask(commands.getUserRetryCount, {})).toMatchObject({
      intact: false,
      status: 'ok',
    });
    expect(await rig.ask(commands.getStatus, {})).toMatchObject({ intact: true });
  });

  it('has no slot for verification', async () => {
    expect(await rig.statusOf(commands.verifyCode, { code: 1 })).toBe('unknown-command');
  });
});
