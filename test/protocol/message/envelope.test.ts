import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  outlineEnvelope,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
} from '../../../protocol/message/envelope.ts';
import { encodeItem, type Item } from './cbor-items.ts';

const TAG = fromHex('a1a2a3a4a5a6a7a8');

function refusal(code: string): object {
  return expect.objectContaining({ name: 'WireError', code }) as object;
}

describe('an envelope', () => {
  it('has its fields under the keys 0 to 4', () => {
    const request = { version: 1, command: 0x24, tag: TAG, payload: Uint8Array.of(0xa0) };
    expect(toHex(requestEnvelope.encode(request))).toBe(
      'a40001011824' + '0248a1a2a3a4a5a6a7a80341a0',
    );
    const reply = { version: 1, command: 1, tag: TAG, status: 'delayed' as const };
    expect(toHex(replyEnvelope.encode(reply))).toBe('a400010101' + '0248a1a2a3a4a5a6a7a8041822');
  });

  it('holds a payload of up to 960 bytes and fits a frame with it', () => {
    const request = { version: 255, command: 0xffff, tag: TAG, payload: new Uint8Array(960) };
    expect(requestEnvelope.encode(request).length).toBeLessThanOrEqual(1024);
    const longer = encodeItem(
      new Map<number, Item>([
        [0, 1],
        [1, 1],
        [2, TAG],
        [3, new Uint8Array(961)],
      ]),
    );
    expect(() => requestEnvelope.decode(longer)).toThrow(refusal('limit'));
  });
});

describe('the outline of an envelope', () => {
  it('is its version and tag, whatever else is there', () => {
    const message = encodeItem(
      new Map<number, Item>([
        [0, 9],
        [1, 'another type'],
        [2, TAG],
        [3, 5],
      ]),
    );
    expect(outlineEnvelope(message)).toEqual({ version: 9, tag: TAG });
  });

  it('does not look at what stands behind the tag', () => {
    const message = fromHex('a3' + '0002' + '0248a1a2a3a4a5a6a7a8' + 'c0');
    expect(outlineEnvelope(message)).toEqual({ version: 2, tag: TAG });
  });

  it.each([
    ['a10001', 'missing', 'no tag'],
    ['a10248a1a2a3a4a5a6a7a8', 'missing', 'no version'],
    ['a200010247a1a2a3a4a5a6a7', 'limit', 'a tag of 7 bytes'],
    ['a200200248a1a2a3a4a5a6a7a8', 'type', 'a negative version'],
    ['a220010248a1a2a3a4a5a6a7a8', 'type', 'a negative key'],
    ['a26100010248a1a2a3a4a5a6a7a8', 'type', 'a key that is a text'],
    ['820102', 'type', 'no map'],
    ['', 'truncated', 'nothing'],
    ['a2000102', 'truncated', 'half a tag'],
  ])('%s has none (%s): %s', (hex, code) => {
    expect(() => outlineEnvelope(fromHex(hex))).toThrow(refusal(code));
  });

  it('is that of this version for what this version writes', () => {
    const request = { version: PROTOCOL_VERSION, command: 1, tag: TAG, payload: new Uint8Array() };
    expect(outlineEnvelope(requestEnvelope.encode(request)).version).toBe(1);
  });
});
