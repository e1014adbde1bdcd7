import { keyCheck, keyCheckTag, loadedParameters, type SeedLoad, toHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { DEVICE_ID, HOTP_LOAD, loadedFob, SEED, TOTP_LOAD } from '../../support/raw-host.ts';
import { replyOf } from './firmware-support.ts';

const NONCE = Uint8Array.from({ length: 16 }, (_, i) => 0xd0 + i);

function tagOf(load: SeedLoad, nonce = NONCE): string {
  return toHex(replyOf(loadedFob('generic', load).sealedCall(keyCheck, { nonce })).tag);
}

function expected(load: SeedLoad, nonce = NONCE, deviceId = DEVICE_ID): string {
  const { seed, ...parameters } = load;
  const encoded = loadedParameters.encode(parameters);
  return toHex(keyCheckTag(nodePrimitives, { seed, nonce, deviceId, parameters: encoded }));
}

const CHANGES: [string, Partial<SeedLoad>][] = [
  ['one bit of the seed', { seed: SEED.map((byte, i) => (i === 7 ? byte ^ 1 : byte)) }],
  ['the seed with a zero behind it', { seed: Uint8Array.from([...SEED, 0]) }],
  ['the algorithm', { algorithm: 'SHA256' }],
  ['the digits', { digits: 8 }],
  ['the serial label', { serialLabel: 'SKTH00000018' }],
  ['the purpose', { purpose: 'production' }],
  ['the step', { stepSeconds: 60 }],
  ['T0', { t0: 1 }],
  ['T0 that is not said', { t0: undefined }],
  ['an expiry', { expiry: 2_000_000_000 }],
];

describe('KeyCheck', () => {
  it.each([
    ['TOTP', TOTP_LOAD],
    ['HOTP', HOTP_LOAD],
    ['every field', { ...TOTP_LOAD, expiry: 2_000_000_000 }],
  ])('equals what a host computes of its own seed: %s', (_, load) => {
    expect(tagOf(load)).toBe(expected(load));
  });

  it.each(CHANGES)('shows a change of %s', (_, change) => {
    const load = { ...TOTP_LOAD, ...change };
    expect(tagOf(load)).not.toBe(expected(TOTP_LOAD));
    expect(tagOf(load)).toBe(expected(load));
  });

  it('depends on the nonce and on the device id', () => {
    const other = NONCE.map((byte) => byte ^ 1);
    expect(tagOf(TOTP_LOAD, other)).not.toBe(tagOf(TOTP_LOAD));
    const elsewhere = DEVICE_ID.map((byte) => byte ^ 1);
    expect(tagOf(TOTP_LOAD)).not.toBe(expected(TOTP_LOAD, NONCE, elsewhere));
  });

  it('does not depend on the counter that was reached', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    host.fob.press();
    host.fob.advance(32_768);
    expect(toHex(replyOf(host.sealedCall(keyCheck, { nonce: NONCE })).tag)).toBe(
      expected(HOTP_LOAD),
    );
  });

  it('is the same after a reset: flash holds what was loaded', () => {
    const host = loadedFob();
    const before = tagOf(TOTP_LOAD);
    host.fob.parts.flash.armCut({ afterBytes: 0, torn: () => 0xff });
    host.fob.press();
    host.fob.advance(32_768);
    host.open();
    expect(toHex(replyOf(host.sealedCall(keyCheck, { nonce: NONCE })).tag)).toBe(before);
  });
});
