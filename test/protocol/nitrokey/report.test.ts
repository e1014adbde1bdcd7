import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import {
  decodeNitrokeyRequest,
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
  encodeNitrokeyResponse,
} from '../../../protocol/nitrokey/report.ts';
import { nitrokeyStatusCode, nitrokeyStatusOf } from '../../../protocol/nitrokey/status.ts';
import { wireCode } from '../../support/wire-code.ts';
import { requestVector, requestVectorNames, responseVector } from './nitrokey-vectors.ts';

describe('request', () => {
  it.each(requestVectorNames)('of libnitrokey is read and written as it is: %s', (name) => {
    const report = requestVector(name);
    const { command, payload, intact } = decodeNitrokeyRequest(report);
    expect(intact).toBe(true);
    expect(toHex(encodeNitrokeyRequest({ command, payload }))).toBe(toHex(report));
  });

  it('with any one bit changed is not intact', () => {
    const good = requestVector('set time hard');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), (bit) => {
        const bad = Uint8Array.from(good);
        bad[bit >>> 3] = (bad[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        expect(decodeNitrokeyRequest(bad).intact).toBe(false);
      }),
    );
  });

  it('of another length than 64 is refused', () => {
    expect(wireCode(() => decodeNitrokeyRequest(new Uint8Array(63)))).toBe('truncated');
    expect(wireCode(() => decodeNitrokeyRequest(new Uint8Array(65)))).toBe('truncated');
  });

  it('with a payload of more than 59 bytes or a command of more than one byte is not written', () => {
    const long = { command: 0, payload: new Uint8Array(60) };
    expect(() => encodeNitrokeyRequest(long)).toThrow(UsageError);
    const high = { command: 256, payload: new Uint8Array(0) };
    expect(() => encodeNitrokeyRequest(high)).toThrow(UsageError);
  });
});

describe('response', () => {
  const status = responseVector('status of card 00005f11, firmware 0.11');

  it('is read by its fields', () => {
    expect(decodeNitrokeyResponse(status)).toMatchObject({
      deviceStatus: 0,
      command: 0,
      commandCrc: 0xef6e_b7df,
      status: 'ok',
      intact: true,
    });
  });

  it('is written with device status 0', () => {
    const { command, commandCrc, status: how, result } = decodeNitrokeyResponse(status);
    const written = encodeNitrokeyResponse({ command, commandCrc, status: how, result });
    expect(toHex(written)).toBe(toHex(status));
  });

  it('of a busy token has a CRC that fits with the device status counted as 0', () => {
    const busy = decodeNitrokeyResponse(responseVector('the same while the token is busy'));
    expect(busy).toMatchObject({ deviceStatus: 1, intact: true });
  });

  it('with a wrong CRC is read all the same, and says so', () => {
    const bad = Uint8Array.from(status);
    bad[63] = (bad[63] ?? 0) ^ 1;
    expect(decodeNitrokeyResponse(bad)).toMatchObject({ status: 'ok', intact: false });
  });

  it('of another length than 64 is refused', () => {
    expect(wireCode(() => decodeNitrokeyResponse(new Uint8Array(0)))).toBe('truncated');
  });

  it('of any 64 bytes is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        expect(decodeNitrokeyResponse(bytes).result).toHaveLength(53);
      }),
    );
  });

  it('with more than 53 bytes of result, or a status without a number, is not written', () => {
    const empty = { command: 0, commandCrc: 0, result: new Uint8Array(0) };
    const long = { ...empty, status: 'ok', result: new Uint8Array(54) } as const;
    expect(() => encodeNitrokeyResponse(long)).toThrow(UsageError);
    expect(() => encodeNitrokeyResponse({ ...empty, status: 'unknown-status' })).toThrow(
      UsageError,
    );
  });
});

describe('status', () => {
  // report_protocol.h, CMD_STATUS_*.
  it.each([
    [0, 'ok'],
    [1, 'wrong-crc'],
    [2, 'wrong-slot'],
    [3, 'slot-not-programmed'],
    [4, 'wrong-password'],
    [5, 'not-authorized'],
    [6, 'timestamp-warning'],
    [7, 'no-name'],
    [8, 'not-supported'],
    [9, 'unknown-command'],
    [10, 'aes-decryption-failed'],
    [14, 'pin-not-unblocked'],
  ] as const)('%i is %s', (code, name) => {
    expect(nitrokeyStatusOf(code)).toBe(name);
    expect(nitrokeyStatusCode(name)).toBe(code);
  });

  it.each([15, 255])('%i is a status that is not known', (code) => {
    expect(nitrokeyStatusOf(code)).toBe('unknown-status');
  });
});
