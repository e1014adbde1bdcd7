import { openChannel, replyEnvelope, sealed } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { compareMessages } from '../../../../host/client/replay/compare.ts';
import { type CompareOptions, CompareRules } from '../../../../host/client/replay/rules.ts';
import { changed, retagged, worked } from './talk-support.ts';

function compared(
  captured: Uint8Array,
  actual: Uint8Array,
  options: CompareOptions & { kind?: 'request' | 'reply'; freeTag?: boolean } = {},
) {
  const { kind = 'reply', freeTag = false, ...rules } = options;
  return compareMessages({ captured, actual, kind, freeTag }, new CompareRules(rules));
}

function indexOf(message: Uint8Array, ...bytes: readonly number[]): number {
  return message.findIndex((_, i) => bytes.every((byte, k) => message[i + k] === byte));
}

const info = worked('get-info-reply');
const status = worked('get-status-reply');
const code = worked('read-code-reply');

describe('two messages', () => {
  it('that are the same do not differ', () => {
    expect(compared(info, info)).toEqual({ exempt: [] });
  });

  it('differ in the first byte that does, which is told by field and place', () => {
    // keyGeneration: 06 00
    const at = indexOf(info, 0x06, 0x00, 0x07, 0x44) + 1;
    expect(compared(info, changed(info, at, 5)).difference).toEqual({
      field: 'keyGeneration',
      capturedAt: at,
      captured: 0,
      actualAt: at,
      actual: 5,
    });
  });

  it('differ within a nested field', () => {
    const at = indexOf(info, 0x03, 0x06, 0x04, 0x08) + 1;
    expect(compared(info, changed(info, at, 4)).difference?.field).toBe('features.minDigits');
  });

  it('differ in an item of a list', () => {
    const at = indexOf(info, 0x18, 0x1e, 0x18, 0x3c) + 3;
    expect(compared(info, changed(info, at, 90)).difference).toMatchObject({
      field: 'features.steps[1]',
      capturedAt: at,
    });
  });

  it('differ in a text from its first other character on', () => {
    const at = indexOf(info, 0x46, 0x4b, 0x2d) + 2;
    expect(compared(info, changed(info, at, 0x2e)).difference).toMatchObject({
      field: 'model',
      capturedAt: at,
      captured: 0x2d,
      actual: 0x2e,
    });
  });

  it('differ where one has a field that the other lacks', () => {
    const blank = { version: 1, command: 1, tag: worked('get-info-reply').subarray(7, 15) };
    const refused = replyEnvelope.encode({ ...blank, status: 'internal' });
    const { difference } = compared(refused, info);
    // The status comes where the payload does.
    expect(difference).toMatchObject({ field: 'status', captured: 4 });
  });

  it('differ in the tag, unless that is free', () => {
    expect(compared(info, retagged(info)).difference?.field).toBe('tag');
    expect(compared(info, retagged(info), { freeTag: true })).toEqual({ exempt: ['tag'] });
  });

  it.each([
    ['noise', Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 4), 2],
    ['of which one is longer', Uint8Array.of(1, 2), Uint8Array.of(1, 2, 4), 2],
    ['of which one is no message', info, Uint8Array.of(0xa5, 9), 1],
  ])('that are %s are compared byte by byte', (_, captured, actual, at) => {
    expect(compared(captured, actual).difference).toMatchObject({ field: '', capturedAt: at });
  });
});

describe('what hangs on the clock is not compared', () => {
  it.each([
    ['clock', 'GetStatus', status, [0x05, 0x1a]],
    ['movingFactor', 'ReadCode', code, [0x03, 0x01, 0x04]],
  ])('%s of %s', (field, _, message, bytes) => {
    const at = indexOf(message, ...bytes) + 1;
    const other = changed(message, at, message[at] === 0x1a ? 0x1a : 2);
    if (other[at] === message[at]) other[at + 4] = 0x55;
    expect(compared(message, other).difference).toBeUndefined();
    expect(compared(message, other).exempt).toContain('clock');
    expect(compared(message, other, { exact: true }).difference?.field).toBe(field);
  });

  it('also where it takes another number of bytes', () => {
    // secondsLeft 1 becomes 30: 06 01 -> 06 18 1e, and the payload is a byte longer.
    const at = indexOf(code, 0x06, 0x01, 0x04, 0x00);
    const longer = Uint8Array.of(...code.subarray(0, at), 6, 0x18, 0x1e, ...code.subarray(at + 2));
    const length = indexOf(longer, 0x03, 0x55) + 1;
    longer[length] = 0x56;
    expect(compared(code, longer).difference).toBeUndefined();
    expect(compared(code, longer, { exact: true }).difference).toMatchObject({
      field: 'secondsLeft',
      captured: 0x01,
      actual: 0x18,
    });
  });

  it('but whether it is there is', () => {
    // The reply without unixTime.
    const at = indexOf(code, 0x04, 0x18, 0x3b);
    const shorter = Uint8Array.of(...code.subarray(0, at), ...code.subarray(at + 3));
    shorter[indexOf(shorter, 0x03, 0x55) + 1] = 0x52;
    shorter[indexOf(shorter, 0xa6, 0x01, 0x66)] = 0xa5;
    expect(compared(code, shorter).difference).toMatchObject({
      field: 'unixTime',
      captured: 4,
      actual: 5,
    });
  });

  it('but the code of a fob by event is: it follows from its counter', () => {
    const mode = indexOf(code, 0x02, 0x00, 0x03) + 1;
    const byEvent = changed(code, mode, 1);
    const at = indexOf(code, 0x66, 0x32, 0x38) + 1;
    expect(compared(byEvent, changed(byEvent, at, 0x39)).difference?.field).toBe('code');
  });
});

it('what was measured is not compared', () => {
  const at = indexOf(status, 0x02, 0x18, 0x64) + 2;
  const other = changed(status, at, 99);
  expect(compared(status, other)).toMatchObject({
    exempt: expect.arrayContaining(['measured']) as unknown,
  });
  expect(compared(status, other, { exact: true }).difference?.field).toBe('batteryPercent');
});

describe('a field that may differ', () => {
  it.each(['loaded.serialLabel', 'loaded'])('is passed over as %s', (name) => {
    const other = changed(info, indexOf(info, 0x53, 0x4b, 0x54, 0x48), 0x54);
    expect(compared(info, other).difference?.field).toBe('loaded.serialLabel');
    expect(compared(info, other, { ignore: [name] }).difference).toBeUndefined();
  });

  it('is not another whose name begins so', () => {
    const at = indexOf(info, 0x06, 0x00, 0x07, 0x44) + 1;
    expect(compared(info, changed(info, at, 5), { ignore: ['key'] }).difference?.field).toBe(
      'keyGeneration',
    );
  });

  it('may be missing', () => {
    const at = indexOf(code, 0x04, 0x18, 0x3b);
    const shorter = Uint8Array.of(...code.subarray(0, at), ...code.subarray(at + 3));
    shorter[indexOf(shorter, 0x03, 0x55) + 1] = 0x52;
    shorter[indexOf(shorter, 0xa6, 0x01, 0x66)] = 0xa5;
    expect(compared(code, shorter, { ignore: ['unixTime'] }).difference).toBeUndefined();
  });
});

describe('what cannot be compared', () => {
  const tag = new Uint8Array(8);

  function opened(byte: number, length = 48): Uint8Array {
    const payload = Uint8Array.of(0xa1, 1, 0x58, length, ...new Uint8Array(length).fill(byte));
    return replyEnvelope.encode({
      version: 1,
      command: openChannel.code,
      tag,
      payload,
      status: 'ok',
    });
  }

  it('a handshake is compared by its length', () => {
    expect(compared(opened(1), opened(2))).toEqual({ exempt: ['handshake'] });
    expect(compared(opened(1), opened(1, 47)).difference?.field).toBe('handshake');
  });

  it('a refused handshake differs from one that was not', () => {
    const refused = { version: 1, command: openChannel.code, tag, status: 'wrong-key' } as const;
    expect(compared(opened(1), replyEnvelope.encode(refused)).difference).toBeDefined();
  });

  it('a sealed reply is compared by what is outside the box, whatever became of it', () => {
    const box = { sequence: 3, ciphertext: new Uint8Array(20) };
    const envelope = { version: 1, command: sealed.code, tag } as const;
    const reply = replyEnvelope.encode({
      ...envelope,
      payload: sealed.reply.encode(box),
      status: 'ok',
    });
    const broken = replyEnvelope.encode({ ...envelope, status: 'seal-broken' });
    expect(compared(reply, broken)).toEqual({ exempt: ['sealed'] });
    expect(compared(reply, retagged(broken)).difference?.field).toBe('tag');
  });

  it('a masked code stands for any, and for nothing else', () => {
    const at = indexOf(code, 0x66, 0x32, 0x38) + 1;
    const masked = Uint8Array.from(code).fill(0x2a, at, at + 6);
    expect(compared(masked, code, { exact: true })).toEqual({ exempt: ['masked'] });
    const longer = changed(code, at - 1, 0x67);
    expect(compared(masked, longer, { exact: true }).difference).toBeDefined();
  });

  it('a message that was masked whole stands for any', () => {
    const blotted = Uint8Array.from(code, (byte) => (byte === 0 ? 0 : 0x2a));
    expect(compared(blotted, code)).toEqual({ exempt: ['masked'] });
    expect(compared(new Uint8Array(code.length), code).difference).toBeDefined();
  });

  it('a payload that was masked whole stands for any', () => {
    const start = indexOf(code, 0x03, 0x55) + 2;
    const masked = Uint8Array.from(code).fill(0x2a, start, start + 21);
    expect(compared(masked, code)).toEqual({ exempt: ['masked'] });
    expect(compared(masked, changed(code, code.length - 1, 0x11)).difference?.field).toBe('status');
  });
});

it('a request is compared whole: it holds no clock', () => {
  // GetStatus wants 4 events, then 5.
  const request = worked('get-status-request');
  const at = request.length - 1;
  const other = changed(request, at, (request[at] ?? 0) + 1);
  expect(compared(request, request, { kind: 'request' })).toEqual({ exempt: [] });
  expect(compared(request, other, { kind: 'request' }).difference?.field).toBe('events');
});
