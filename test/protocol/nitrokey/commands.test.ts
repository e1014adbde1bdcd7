import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import {
  type NitrokeyCommand,
  nitrokeyCommands as commands,
  NitrokeyOtpData,
} from '../../../protocol/nitrokey/commands.ts';
import { decodeLayout, encodeLayout, tryDecodeLayout } from '../../../protocol/nitrokey/fields.ts';
import {
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
} from '../../../protocol/nitrokey/report.ts';
import { requestVector, responseVector } from './nitrokey-vectors.ts';

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function padded(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(ascii(text));
  return bytes;
}

const admin = padded('temporary-admin-password', 25);
const user = padded('temporary-user-password', 25);
const digits20 = ascii('12345678901234567890');
const none = new Uint8Array(13);
const plain = { eightDigits: false, sendEnter: false, sendTokenId: false };

/** Writes the request as this side does. */
function written<R>(command: NitrokeyCommand<R, unknown>, request: R): string {
  const payload = encodeLayout(command.request, request);
  return toHex(encodeNitrokeyRequest({ command: command.code, payload }));
}

function libnitrokey(name: string): string {
  return toHex(requestVector(name));
}

describe('requests are byte by byte those of libnitrokey', () => {
  it('GetStatus', () => {
    expect(written(commands.getStatus, {})).toBe(libnitrokey('get status'));
  });

  it('FirstAuthenticate, UserAuthenticate', () => {
    const first = { pin: ascii('12345678'), temporaryPassword: admin };
    const second = { pin: ascii('123456'), temporaryPassword: user };
    expect(written(commands.firstAuthenticate, first)).toBe(libnitrokey('first authenticate'));
    expect(written(commands.userAuthenticate, second)).toBe(libnitrokey('user authenticate'));
  });

  it('SendOtpData', () => {
    const send = { temporaryPassword: admin, type: NitrokeyOtpData.Name, chunk: 0 };
    const secret = { ...send, type: NitrokeyOtpData.Secret };
    const { sendOtpData } = commands;
    expect(written(sendOtpData, { ...send, data: padded('bank', 30) })).toBe(
      libnitrokey('send name'),
    );
    expect(written(sendOtpData, { ...secret, data: padded('12345678901234567890', 30) })).toBe(
      libnitrokey('send secret'),
    );
    expect(written(sendOtpData, { ...secret, chunk: 1, data: padded('1234567890', 30) })).toBe(
      libnitrokey('send secret chunk 1'),
    );
  });

  it('WriteToSlot', () => {
    const totp = {
      temporaryPassword: admin,
      slot: 0x23,
      counterOrInterval: 30,
      config: { eightDigits: true, sendEnter: false, sendTokenId: true },
      tokenId: padded('FBTT12345678', 13),
    };
    const hotp = {
      temporaryPassword: admin,
      slot: 0x11,
      counterOrInterval: 7,
      config: { ...plain, sendEnter: true },
      tokenId: none,
    };
    expect(written(commands.writeToSlot, totp)).toBe(libnitrokey('write totp3'));
    expect(written(commands.writeToSlot, hotp)).toBe(libnitrokey('write hotp1'));
  });

  it('GetCode', () => {
    const request = { slot: 0x23, challenge: 0, time: 0, interval: 0, temporaryPassword: user };
    const open = { ...request, slot: 0x11, temporaryPassword: new Uint8Array(25) };
    expect(written(commands.getCode, request)).toBe(libnitrokey('get code totp3'));
    expect(written(commands.getCode, open)).toBe(libnitrokey('get code hotp1'));
  });

  it('EraseSlot, ReadSlotName, ReadSlot', () => {
    const erase = { slot: 0x23, temporaryPassword: admin };
    expect(written(commands.eraseSlot, erase)).toBe(libnitrokey('erase totp3'));
    expect(written(commands.readSlotName, { slot: 0x23 })).toBe(libnitrokey('read name totp3'));
    expect(written(commands.readSlot, { slot: 0x11, format: 1 })).toBe(
      libnitrokey('read slot hotp1'),
    );
  });

  it('SetTime', () => {
    const time = 1_700_000_000;
    expect(written(commands.setTime, { hard: true, time })).toBe(libnitrokey('set time hard'));
    expect(written(commands.setTime, { hard: false, time })).toBe(libnitrokey('set time soft'));
  });

  it('WriteConfig', () => {
    const configuration = {
      numLock: 0,
      capsLock: 255,
      scrollLock: 1,
      userPinForCodes: 1,
      unused: 0,
    };
    expect(written(commands.writeConfig, { configuration, temporaryPassword: admin })).toBe(
      libnitrokey('write config'),
    );
  });

  it('retry counts, LockDevice, FactoryReset, GetRandom', () => {
    expect(written(commands.getUserRetryCount, {})).toBe(libnitrokey('user retries'));
    expect(written(commands.getAdminRetryCount, {})).toBe(libnitrokey('admin retries'));
    expect(written(commands.lockDevice, {})).toBe(libnitrokey('lock'));
    expect(written(commands.factoryReset, { pin: ascii('12345678') })).toBe(
      libnitrokey('factory reset'),
    );
    expect(written(commands.getRandom, { length: 16 })).toBe(libnitrokey('random 16'));
  });

  it('UnblockUserPin, ChangeUserPin, ChangeAdminPin', () => {
    const [adminPin, userPin, newPin] = ['12345678', '123456', '654321'].map(ascii);
    if (adminPin === undefined || userPin === undefined || newPin === undefined) throw new Error();
    expect(written(commands.unblockUserPin, { pin: adminPin, newPin })).toBe(
      libnitrokey('unblock'),
    );
    expect(written(commands.changeUserPin, { pin: userPin, newPin })).toBe(
      libnitrokey('change user pin'),
    );
    expect(written(commands.changeAdminPin, { pin: adminPin, newPin: ascii('87654321') })).toBe(
      libnitrokey('change admin pin'),
    );
  });
});

describe('results', () => {
  function resultOf(name: string): Uint8Array {
    return decodeNitrokeyResponse(responseVector(name)).result;
  }

  it('GetStatus tells version, card and configuration', () => {
    const result = resultOf('status of card 00005f11, firmware 0.11');
    expect(decodeLayout(commands.getStatus.result, result)).toEqual({
      minorVersion: 11,
      majorVersion: 0,
      cardSerial: 0x5f11,
      configuration: {
        numLock: 255,
        capsLock: 255,
        scrollLock: 255,
        userPinForCodes: 0,
        unused: 0,
      },
    });
  });

  it('GetCode tells the code as a number, the digits, the token id', () => {
    const result = resultOf('code 94287082 with 8 digits and a token id');
    expect(decodeLayout(commands.getCode.result, result)).toEqual({
      code: 94_287_082,
      config: { eightDigits: true, sendEnter: false, sendTokenId: true },
      tokenId: padded('FBTT12345678', 13),
    });
  });

  it('ReadSlot tells name, digits, and counter or step', () => {
    const result = resultOf('slot bank, 8 digits, 30 s');
    expect(decodeLayout(commands.readSlot.result, result)).toEqual({
      name: ascii('bank'),
      config: { ...plain, eightDigits: true },
      tokenId: none,
      counterOrInterval: 30,
    });
  });
});

describe('bounds', () => {
  const { readSlot, sendOtpData, firstAuthenticate } = commands;

  it('a PIN of more than 25 bytes is not written', () => {
    const request = { pin: new Uint8Array(26).fill(49), temporaryPassword: admin };
    expect(() => encodeLayout(firstAuthenticate.request, request)).toThrow('25');
  });

  it('a chunk has 30 bytes, a temporary password 25', () => {
    const request = { temporaryPassword: admin, type: 0x53, chunk: 0, data: digits20 };
    expect(() => encodeLayout(sendOtpData.request, request)).toThrow('30');
    const short = { temporaryPassword: digits20, type: 0x53, chunk: 0, data: new Uint8Array(30) };
    expect(() => encodeLayout(sendOtpData.request, short)).toThrow('25');
  });

  it('a counter above 2^53 - 1 is not read, and firmware gets no exception of it', () => {
    const result = new Uint8Array(53).fill(0xff);
    expect(() => decodeLayout(readSlot.result, result)).toThrow('2^53');
    expect(tryDecodeLayout(readSlot.result, result)).toBeUndefined();
  });

  it('a result that is too short is not read', () => {
    expect(tryDecodeLayout(readSlot.result, new Uint8Array(36))).toBeUndefined();
  });
});
