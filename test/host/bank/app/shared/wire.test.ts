import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../../../host/bank/app/shared/base64url.ts';
import { usualParameters } from '../../../../../host/bank/app/shared/totp.ts';
import {
  readActivateReply,
  readBankTime,
  readRefusal,
} from '../../../../../host/bank/app/shared/wire.ts';

const reply = {
  version: 1,
  unixMs: 1_650_331_774_000,
  serial: 'SKTS00509641',
  parameters: usualParameters,
  bankPoint: toBase64url(new Uint8Array(65).fill(4)),
  nonce: toBase64url(new Uint8Array(12)),
  sealed: toBase64url(new Uint8Array(36)),
};

describe('base64url', () => {
  it('is Node’s', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(text, bytes.length)).toEqual(bytes);
      }),
    );
  });

  it.each(['AA', 'AAAA', 'A+A', 'AA=', 'AAB', 'あAA', ''])('refuses %j for two bytes', (text) => {
    expect(fromBase64url(text, 2)).toBeUndefined();
  });
});

describe('the bank’s answer', () => {
  it('is read with what it has besides left out', () => {
    const read = readActivateReply({ ...reply, more: 1, parameters: { ...usualParameters, x: 1 } });
    expect(read?.serial).toBe('SKTS00509641');
    expect(read?.parameters).toEqual(usualParameters);
    expect(read?.sealed).toHaveLength(36);
  });

  it.each([
    { serial: 'SKTS0050964' },
    { serial: 'SKTS00509641<' },
    { unixMs: '1' },
    { unixMs: 0 },
    { parameters: { ...usualParameters, digits: 60 } },
    { parameters: { ...usualParameters, algorithm: 'SHA256' } },
    { bankPoint: toBase64url(new Uint8Array(64)) },
    { nonce: 12 },
    { sealed: `${reply.sealed}AA` },
  ])('is refused with %j', (wrong) => {
    expect(readActivateReply({ ...reply, ...wrong })).toBeUndefined();
  });

  it('of any kind is read without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readActivateReply(value)).toBeUndefined();
        expect(readBankTime(value)).toBeUndefined();
        expect(readRefusal(value)).toBe('unavailable');
      }),
    );
  });

  it('that refuses is one of ours, or the bank is not available', () => {
    expect(readRefusal({ refused: 'expired' })).toBe('expired');
    expect(readRefusal({ refused: 'toString' })).toBe('unavailable');
  });
});
