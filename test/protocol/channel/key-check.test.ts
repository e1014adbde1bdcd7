import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { keyCheckTag } from '../../../protocol/channel/key-check.ts';
import { counting, deviceId, flipBit, implementations } from './channel-support.ts';

const input = {
  seed: counting(20, 0x30),
  nonce: counting(16, 0x70),
  deviceId,
  parameters: counting(24, 0x90),
};

describe.each(implementations)('the key check on %s', (_, primitives) => {
  it('is an HMAC of nonce, device id and parameters under a key derived from the seed', () => {
    const salt = Buffer.alloc(0);
    const key = Buffer.from(hkdfSync('sha256', input.seed, salt, 'fobkit key check', 32));
    const mac = createHmac('sha256', key);
    mac.update(input.nonce).update(deviceId).update(input.parameters);
    expect(toHex(keyCheckTag(primitives, input))).toBe(mac.digest('hex'));
  });

  it('changes with each of its inputs', () => {
    const tags = [
      input,
      { ...input, seed: flipBit(input.seed, 7) },
      { ...input, nonce: flipBit(input.nonce, 7) },
      { ...input, deviceId: flipBit(deviceId, 7) },
      { ...input, parameters: flipBit(input.parameters, 7) },
    ].map((inputs) => toHex(keyCheckTag(primitives, inputs)));
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('wants a nonce of 16 bytes and a device id of 8', () => {
    for (const change of [{ nonce: counting(15) }, { deviceId: counting(7) }]) {
      expect(() => keyCheckTag(primitives, { ...input, ...change })).toThrow(UsageError);
    }
  });
});
