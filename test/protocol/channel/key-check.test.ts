import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { keyCheckTag } from '../../../protocol/channel/key-check.ts';
import { counting, deviceId, flipBit, implementations } from './channel-support.ts';

const seed = counting(20, 0x30);
const nonce = counting(16, 0x70);
const parameters = counting(24, 0x90);

describe.each(implementations)('the key check on %s', (_, primitives) => {
  it('is an HMAC of nonce, device id and parameters under a key derived from the seed', () => {
    const key = Buffer.from(hkdfSync('sha256', seed, Buffer.alloc(0), 'fobkit key check', 32));
    const mac = createHmac('sha256', key).update(nonce).update(deviceId).update(parameters);
    expect(toHex(keyCheckTag(primitives, seed, nonce, deviceId, parameters))).toBe(
      mac.digest('hex'),
    );
  });

  it('changes with each of its inputs', () => {
    const tags = [
      keyCheckTag(primitives, seed, nonce, deviceId, parameters),
      keyCheckTag(primitives, flipBit(seed, 7), nonce, deviceId, parameters),
      keyCheckTag(primitives, seed, flipBit(nonce, 7), deviceId, parameters),
      keyCheckTag(primitives, seed, nonce, flipBit(deviceId, 7), parameters),
      keyCheckTag(primitives, seed, nonce, deviceId, flipBit(parameters, 7)),
    ];
    expect(new Set(tags.map(toHex)).size).toBe(tags.length);
  });

  it('wants a nonce of 16 bytes and a device id of 8', () => {
    expect(() => keyCheckTag(primitives, seed, counting(15), deviceId, parameters)).toThrow(
      UsageError,
    );
    expect(() => keyCheckTag(primitives, seed, nonce, counting(7), parameters)).toThrow(UsageError);
  });
});
