import { readFileSync } from 'node:fs';
import {
  decodeLayout,
  encodeNitrokeyRequest,
  NITROKEY_PAYLOAD_LENGTH,
  nitrokeyCommands as commands,
  NitrokeyOtpData,
  toHex,
} from '@fobkit/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ascii, CARD, NitrokeyRig, padded } from '../../../support/nitrokey-rig.ts';
import { SEED, TICKS } from '../../../support/raw-host.ts';

const admin = padded('temporary-admin', 25);
const user = padded('temporary-user', 25);
const none = new Uint8Array(25);
const tokenId = new Uint8Array(13);
const plain = { eightDigits: false, sendEnter: false, sendTokenId: false };
const eight = { ...plain, eightDigits: true };

const vectors = JSON.parse(
  readFileSync(new URL('../../../vectors/rfc4226.json', import.meta.url), 'utf8'),
) as { codes_by_counter: readonly string[] };

let rig: NitrokeyRig;

beforeEach(() => {
  rig = new NitrokeyRig();
});

function authenticate(pin = '12345678'): Promise<string> {
  const request = { pin: ascii(pin), temporaryPassword: admin };
  return rig.statusOf(commands.firstAuthenticate, request);
}

async function gather(name: string, secret: Uint8Array): Promise<void> {
  const common = { temporaryPassword: admin };
  const { Name, Secret } = NitrokeyOtpData;
  await rig.resultOf(commands.sendOtpData, {
    ...common,
    type: Name,
    chunk: 0,
    data: padded(name, 30),
  });
  for (let chunk = 0; chunk * 30 < secret.length; chunk++) {
    const data = new Uint8Array(30);
    data.set(secret.subarray(chunk * 30, chunk * 30 + 30));
    await rig.resultOf(commands.sendOtpData, { ...common, type: Secret, chunk, data });
  }
}

async function write(slot: number, counterOrInterval: number, config = plain): Promise<string> {
  const request = { temporaryPassword: admin, slot, counterOrInterval, config, tokenId };
  return rig.statusOf(commands.writeToSlot, request);
}

async function load(slot: number, moving: number, config = plain, secret = SEED): Promise<void> {
  await authenticate();
  await gather('bank', secret);
  expect(await write(slot, moving, config)).toBe('ok');
}

function codeRequest(slot: number): Parameters<typeof commands.getCode.request.write>[1] {
  return { slot, challenge: 0, time: 0, interval: 0, temporaryPassword: none };
}

async function code(slot: number): Promise<number> {
  return (await rig.resultOf(commands.getCode, codeRequest(slot))).code;
}

function setTime(time: number, hard: boolean): Promise<string> {
  return rig.statusOf(commands.setTime, { time, hard });
}

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
    await load(0x20, 30);
    expect(rig.fob.program?.lifecycle).toBe('clock-lost');
    await setTime(1_800_000_000, false);
    expect(rig.fob.program?.lifecycle).toBe('ready');
  });
});

describe('writing a slot', () => {
  it('without a PIN, or with another password, is not authorised', async () => {
    expect(await write(0x20, 30)).toBe('not-authorized');
    await authenticate();
    const data = padded('bank', 30);
    const request = { temporaryPassword: user, type: NitrokeyOtpData.Name, chunk: 0, data };
    expect(await rig.statusOf(commands.sendOtpData, request)).toBe('not-authorized');
  });

  it('with a password of zeros where none was agreed is not authorised', async () => {
    const data = padded('bank', 30);
    const request = { temporaryPassword: none, type: NitrokeyOtpData.Name, chunk: 0, data };
    expect(await rig.statusOf(commands.sendOtpData, request)).toBe('not-authorized');
  });

  it('without SendOtpData before is not authorised, and once only after it', async () => {
    await authenticate();
    expect(await write(0x20, 30)).toBe('not-authorized');
    await gather('bank', SEED);
    expect(await write(0x20, 30)).toBe('ok');
    expect(await write(0x20, 30)).toBe('not-authorized');
  });

  it('without a name says so', async () => {
    await authenticate();
    await gather('', SEED);
    expect(await write(0x20, 30)).toBe('no-name');
  });

  it.each([0x00, 0x0f, 0x14, 0x1f, 0x2f, 0x30, 0xff])('to slot %i is refused', async (slot) => {
    await authenticate();
    await gather('bank', SEED);
    expect(await write(slot, 30)).toBe('wrong-slot');
  });

  it('is read back: name, digits, token id, step or counter, never the secret', async () => {
    await authenticate();
    await gather('fifteen letters', SEED);
    const request = {
      temporaryPassword: admin,
      slot: 0x21,
      counterOrInterval: 60,
      config: { eightDigits: true, sendEnter: true, sendTokenId: true },
      tokenId: padded('FBTT12345678', 13),
    };
    expect(await rig.statusOf(commands.writeToSlot, request)).toBe('ok');
    const { result } = await rig.ask(commands.readSlot, { slot: 0x21, format: 0 });
    expect(decodeLayout(commands.readSlot.result, result)).toEqual({
      name: ascii('fifteen letters'),
      config: request.config,
      tokenId: request.tokenId,
      counterOrInterval: 60,
    });
    expect(toHex(result)).not.toContain(toHex(SEED));
    const named = await rig.resultOf(commands.readSlotName, { slot: 0x21 });
    expect(named.name).toEqual(ascii('fifteen letters'));
  });

  it('tells back what it has gathered, the secret too: a fault of the real one', async () => {
    await authenticate();
    const data = padded('12345678901234567890', 30);
    const request = { temporaryPassword: admin, type: NitrokeyOtpData.Secret, chunk: 0, data };
    const { result } = await rig.ask(commands.sendOtpData, request);
    expect(toHex(result)).toContain(toHex(SEED));
  });

  it('with a secret of zeros keeps the one before', async () => {
    await load(0x10, 0);
    await gather('renamed', new Uint8Array(40));
    expect(await write(0x10, 0)).toBe('ok');
    expect(await code(0x10)).toBe(Number(vectors.codes_by_counter[0]));
  });

  it('survives the loss of power', async () => {
    await load(0x10, 3);
    await rig.replug();
    expect(await code(0x10)).toBe(Number(vectors.codes_by_counter[3]));
  });
});

describe('a slot', () => {
  it('that is empty has no name, no content and no code', async () => {
    const request = { slot: 0x20, format: 0 };
    expect(await rig.statusOf(commands.readSlotName, request)).toBe('slot-not-programmed');
    expect(await rig.statusOf(commands.readSlot, request)).toBe('slot-not-programmed');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x20))).toBe('slot-not-programmed');
  });

  it('that was erased is empty', async () => {
    await load(0x10, 5);
    const erase = { slot: 0x10, temporaryPassword: none };
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
    expect(await rig.statusOf(commands.eraseSlot, { ...erase, temporaryPassword: admin })).toBe(
      'ok',
    );
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('slot-not-programmed');
  });

  it('for verification tells no code, verifies ten ahead, and each once', async () => {
    await load(0x13, 0);
    expect(await rig.statusOf(commands.getCode, codeRequest(0x13))).toBe('wrong-slot');
    const verify = (at: number): Promise<unknown> =>
      rig.resultOf(commands.verifyCode, { code: Number(vectors.codes_by_counter[at]) });
    expect(await verify(3)).toEqual({ right: true, ahead: 3 });
    expect(await verify(3)).toMatchObject({ right: false });
    expect(await verify(4)).toEqual({ right: true, ahead: 0 });
  });
});

describe('HOTP', () => {
  it('gives the codes of RFC 4226 appendix D, one after the other', async () => {
    await load(0x10, 0);
    for (const expected of vectors.codes_by_counter) {
      expect(await code(0x10)).toBe(Number(expected));
    }
    const { counterOrInterval } = await rig.resultOf(commands.readSlot, { slot: 0x10, format: 0 });
    expect(counterOrInterval).toBe(vectors.codes_by_counter.length);
  });
});

describe('TOTP', () => {
  // RFC 6238 appendix B, SHA-1.
  it.each([
    [59, 94_287_082],
    [1_111_111_109, 7_081_804],
    [1_234_567_890, 89_005_924],
    [2_000_000_000, 69_279_037],
    [20_000_000_000, 65_353_130],
  ])('at %i gives the code of RFC 6238', async (time, expected) => {
    await load(0x2e, 30, eight);
    await setTime(time, true);
    expect(await code(0x2e)).toBe(expected);
  });

  it('ignores challenge, time and interval of the request', async () => {
    await load(0x20, 30, eight);
    await setTime(59, true);
    const odd = { ...codeRequest(0x20), challenge: 99, time: 1_111_111_109, interval: 60 };
    expect((await rig.resultOf(commands.getCode, odd)).code).toBe(94_287_082);
  });

  it('goes on with the time while there is power', async () => {
    await load(0x20, 30, eight);
    await setTime(1_111_111_109 - 3600, true);
    rig.fob.advance(3600 * TICKS);
    // A crystal that is up to 30 ppm off is some ms off after an hour.
    expect([7_081_804, 14_050_471]).toContain(await code(0x20));
  });

  it('counts from 1970 again when power was lost', async () => {
    await load(0x20, 30, eight);
    await setTime(1_800_000_000, true);
    await rig.replug();
    rig.fob.advance(58 * TICKS);
    expect(await code(0x20)).toBe(94_287_082);
  });

  it('with an interval of zero is the code of step 0', async () => {
    await load(0x20, 0);
    await setTime(1_800_000_000, true);
    expect(await code(0x20)).toBe(Number(vectors.codes_by_counter[0]));
  });
});

describe('time', () => {
  it('is taken softly where none was ever set', async () => {
    expect(await setTime(1_800_000_000, false)).toBe('ok');
  });

  it('is not set back softly, beyond the minute', async () => {
    await setTime(1_800_000_000, false);
    expect(await setTime(1_799_999_990, false)).toBe('timestamp-warning');
    expect(await setTime(1_800_000_005, false)).toBe('ok');
    expect(await setTime(1_700_000_000, true)).toBe('ok');
    expect(await setTime(1_700_000_060, false)).toBe('ok');
  });

  it('that was refused changes nothing', async () => {
    await load(0x20, 30, eight);
    await setTime(1_111_111_109, true);
    await setTime(1_388_534_460, true);
    await setTime(1_388_534_400, false);
    expect(await code(0x20)).not.toBe(7_081_804);
    expect(rig.fob.driftTicks).toBe((1_388_534_460 - 1_800_000_000) * TICKS - driftOfWaiting());
  });

  it('is remembered without power, as a minute', async () => {
    await setTime(1_800_000_030, true);
    await rig.replug();
    expect(await setTime(1_799_999_000, false)).toBe('timestamp-warning');
    expect(await setTime(1_800_000_000, false)).toBe('ok');
  });

  it('whose minute is 0 reads as lost: a soft setting is refused until a hard one', async () => {
    await setTime(1_388_534_400, true);
    expect(await setTime(1_800_000_000, false)).toBe('timestamp-warning');
    expect(await setTime(1_800_000_000, true)).toBe('ok');
  });

  it('before 2014 counts as far in the future', async () => {
    await setTime(59, true);
    expect(await setTime(1_800_000_000, false)).toBe('timestamp-warning');
  });

  /** World time that passed since the rig began. */
  function driftOfWaiting(): number {
    return rig.fob.worldTicks - 1_800_000_000 * TICKS;
  }
});

describe('PINs', () => {
  const tries = async (): Promise<readonly number[]> => [
    (await rig.resultOf(commands.getUserRetryCount, {})).left,
    (await rig.resultOf(commands.getAdminRetryCount, {})).left,
  ];

  it('have three tries; a right one gives them back', async () => {
    expect(await tries()).toEqual([3, 3]);
    expect(await authenticate('00000000')).toBe('wrong-password');
    expect(await authenticate('00000000')).toBe('wrong-password');
    expect(await tries()).toEqual([3, 1]);
    expect(await authenticate()).toBe('ok');
    expect(await tries()).toEqual([3, 3]);
  });

  it('that were wrong three times are blocked, the right one too, without power as well', async () => {
    for (let n = 0; n < 3; n++) await authenticate('00000000');
    await rig.replug();
    expect(await authenticate()).toBe('wrong-password');
    expect(await tries()).toEqual([3, 0]);
  });

  it('of the user are unblocked by the admin', async () => {
    const wrong = { pin: ascii('000000'), temporaryPassword: user };
    for (let n = 0; n < 3; n++) await rig.ask(commands.userAuthenticate, wrong);
    const unblock = { pin: ascii('12345678'), newPin: ascii('654321') };
    expect(await rig.statusOf(commands.unblockUserPin, unblock)).toBe('ok');
    const right = { pin: ascii('654321'), temporaryPassword: user };
    expect(await rig.statusOf(commands.userAuthenticate, right)).toBe('ok');
  });

  it('are changed by who knows them, and are not too short', async () => {
    const change = { pin: ascii('123456'), newPin: ascii('12345') };
    expect(await rig.statusOf(commands.changeUserPin, change)).toBe('user-pin-not-changed');
    const good = { pin: ascii('123456'), newPin: ascii('secret') };
    expect(await rig.statusOf(commands.changeUserPin, good)).toBe('ok');
    expect(await rig.statusOf(commands.changeUserPin, good)).toBe('wrong-password');
    const short = { pin: ascii('12345678'), newPin: ascii('1234567') };
    expect(await rig.statusOf(commands.changeAdminPin, short)).toBe('admin-pin-not-changed');
  });

  it('that were proven are forgotten with power, and by a wrong one', async () => {
    await authenticate();
    await authenticate('00000000');
    const erase = { slot: 0x20, temporaryPassword: admin };
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
    await authenticate();
    await rig.replug();
    expect(await rig.statusOf(commands.eraseSlot, erase)).toBe('not-authorized');
  });

  it('of the user guard codes where the configuration says so', async () => {
    await load(0x10, 0);
    const configuration = {
      numLock: 255,
      capsLock: 255,
      scrollLock: 255,
      userPinForCodes: 1,
      unused: 0,
    };
    const config = { configuration, temporaryPassword: admin };
    expect(await rig.statusOf(commands.writeConfig, config)).toBe('ok');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('not-authorized');
    const proof = { pin: ascii('123456'), temporaryPassword: user };
    await rig.ask(commands.userAuthenticate, proof);
    const request = { ...codeRequest(0x10), temporaryPassword: user };
    expect(await rig.statusOf(commands.getCode, request)).toBe('ok');
  });
});

describe('factory reset', () => {
  it('wants the admin PIN', async () => {
    expect(await rig.statusOf(commands.factoryReset, { pin: ascii('00000000') })).toBe(
      'wrong-password',
    );
  });

  it('empties the slots and brings the PINs back; time and configuration stay', async () => {
    await load(0x10, 0);
    await setTime(1_800_000_000, false);
    await rig.ask(commands.changeUserPin, { pin: ascii('123456'), newPin: ascii('secret') });
    expect(await rig.statusOf(commands.factoryReset, { pin: ascii('12345678') })).toBe('ok');
    expect(await rig.statusOf(commands.getCode, codeRequest(0x10))).toBe('slot-not-programmed');
    const proof = { pin: ascii('123456'), temporaryPassword: user };
    expect(await rig.statusOf(commands.userAuthenticate, proof)).toBe('ok');
    expect(await setTime(1_700_000_000, false)).toBe('timestamp-warning');
  });
});

describe('the faulty firmware', () => {
  beforeEach(() => {
    rig = new NitrokeyRig('nitrokey-pro-faulty');
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
