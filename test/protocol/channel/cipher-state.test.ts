import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { CipherState, SEQUENCE_LIMIT } from '../../../protocol/channel/cipher-state.ts';
import { counting, flipBit, implementations, present } from './channel-support.ts';

const aad = counting(8, 0xc0);

describe.each(implementations)('a cipher state on %s', (_, primitives) => {
  const pair = (next = 0) => ({
    send: new CipherState(primitives, counting(32), next),
    receive: new CipherState(primitives, counting(32), next),
  });

  it('seals with a nonce of four zero bytes and the sequence number as 64 bits big-endian', () => {
    const { send } = pair(0x0102_0304);
    const nonce = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    const expected = primitives.aesGcmSeal(counting(32), nonce, aad, counting(5));
    expect(send.seal(aad, counting(5))).toEqual(expected);
  });

  it('counts each message that it seals and each that it opens', () => {
    const { send, receive } = pair();
    for (let n = 0; n < 3; n++) {
      expect([send.next, receive.next]).toEqual([n, n]);
      expect(receive.open(aad, present(send.seal(aad, counting(n))))).toEqual(counting(n));
    }
  });

  it('stays where it is when a message does not open, and then opens the true one', () => {
    const { send, receive } = pair();
    const sealed = present(send.seal(aad, counting(9)));
    for (const wrong of [flipBit(sealed, 3), sealed.subarray(0, 20), new Uint8Array(0)]) {
      expect(receive.open(aad, wrong)).toBeUndefined();
      expect(receive.next).toBe(0);
    }
    expect(receive.open(aad, sealed)).toEqual(counting(9));
  });

  it('does not open a message with other associated data', () => {
    const { send, receive } = pair();
    const sealed = present(send.seal(aad, counting(9)));
    expect(receive.open(flipBit(aad, 0), sealed)).toBeUndefined();
  });

  it('does not open a message twice', () => {
    const { send, receive } = pair();
    const sealed = present(send.seal(aad, counting(9)));
    expect(receive.open(aad, sealed)).toBeDefined();
    expect(receive.open(aad, sealed)).toBeUndefined();
  });

  it('does not open a message out of its order', () => {
    const { send, receive } = pair();
    send.seal(aad, counting(1));
    expect(receive.open(aad, present(send.seal(aad, counting(2))))).toBeUndefined();
  });

  it('seals and opens nothing beyond 2^32 messages', () => {
    const { send, receive } = pair(SEQUENCE_LIMIT - 1);
    const last = present(send.seal(aad, counting(9)));
    expect(send.seal(aad, counting(9))).toBeUndefined();
    expect(receive.open(aad, last)).toEqual(counting(9));
    const nonce = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    const beyond = primitives.aesGcmSeal(counting(32), nonce, aad, counting(9));
    expect(receive.open(aad, beyond)).toBeUndefined();
    expect([send.next, receive.next]).toEqual([SEQUENCE_LIMIT, SEQUENCE_LIMIT]);
  });

  it('refuses a key of another length and a number outside its range', () => {
    expect(() => new CipherState(primitives, counting(16))).toThrow(UsageError);
    expect(() => new CipherState(primitives, counting(32), -1)).toThrow(UsageError);
    expect(() => new CipherState(primitives, counting(32), 0.5)).toThrow(UsageError);
    expect(() => new CipherState(primitives, counting(32), SEQUENCE_LIMIT + 1)).toThrow(UsageError);
  });

  it('keeps its key when the caller wipes his', () => {
    const key = counting(32);
    const send = new CipherState(primitives, key);
    key.fill(0);
    expect(send.seal(aad, counting(4))).toEqual(pair().send.seal(aad, counting(4)));
  });

  it('does not show its key when it is printed', () => {
    const key = counting(32, 0x61);
    const state = new CipherState(primitives, key);
    const printed = inspect(state, { depth: 9, showHidden: true }) + JSON.stringify(state);
    expect(printed).not.toContain('97, 98, 99');
    expect(printed).not.toContain(toHex(key));
  });

  it('opens a run of messages only as they were sealed', () => {
    const run = fc.array(fc.record({ text: fc.uint8Array({ maxLength: 80 }), damage: fc.nat() }), {
      minLength: 1,
      maxLength: 8,
    });
    const property = fc.property(run, (messages) => {
      const { send, receive } = pair();
      for (const { text, damage } of messages) {
        const sealed = present(send.seal(aad, text));
        expect(receive.open(aad, flipBit(sealed, damage % (sealed.length * 8)))).toBeUndefined();
        expect(receive.open(aad, sealed)).toEqual(text);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });
});
