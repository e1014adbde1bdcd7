import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { batchKeyId, deriveTransportKey } from '../../../protocol/channel/transport-key.ts';
import { counting, deviceId, flipBit, implementations } from './channel-support.ts';

const batchKey = counting(32, 0x20);

describe.each(implementations)('transport keys on %s', (_, primitives) => {
  it('are HKDF-SHA-256 of the batch key, the device id in the info', () => {
    const info = Buffer.concat([Buffer.from('fobkit transport key'), deviceId]);
    const expected = Buffer.from(hkdfSync('sha256', batchKey, Buffer.alloc(0), info, 32));
    expect(toHex(deriveTransportKey(primitives, batchKey, deviceId))).toBe(
      expected.toString('hex'),
    );
  });

  it('differ from fob to fob and from batch to batch', () => {
    const keys = [
      deriveTransportKey(primitives, batchKey, deviceId),
      deriveTransportKey(primitives, batchKey, flipBit(deviceId, 0)),
      deriveTransportKey(primitives, flipBit(batchKey, 0), deviceId),
    ];
    expect(new Set(keys.map(toHex)).size).toBe(3);
  });

  it('want a batch key of 32 bytes and a device id of 8', () => {
    expect(() => deriveTransportKey(primitives, counting(16), deviceId)).toThrow(UsageError);
    expect(() => deriveTransportKey(primitives, batchKey, counting(9))).toThrow(UsageError);
  });

  it('name their batch key by the first four bytes of an HMAC', () => {
    const mac = createHmac('sha256', batchKey).update('fobkit batch key id').digest('hex');
    expect(toHex(batchKeyId(primitives, batchKey))).toBe(mac.slice(0, 8));
    expect(() => batchKeyId(primitives, counting(31))).toThrow(UsageError);
  });
});
