import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import type { CaptureDirection } from '../../../protocol/capture/pcapng-codes.ts';
import { Redactor } from '../../../protocol/capture/redactor.ts';
import { SerialRecorder } from '../../../protocol/capture/serial-recorder.ts';
import { SerialFrameParser } from '../../../protocol/framing/serial-parser.ts';
import { framed, joined, Kept, productionInfo, worked } from './captured.ts';

const CODE = '287082';
const code = framed(worked('read-code-reply'));
const maskedCode = worked('read-code-reply');
maskedCode.set(Array<number>(6).fill(0x2a), toHex(maskedCode).indexOf('323837303832') / 2);

function recorder(redactor = new Redactor()) {
  const kept = new Kept();
  return { kept, recorder: new SerialRecorder(kept, redactor) };
}

/** Lets a fob be asked for its purpose. */
function ask(tape: SerialRecorder): void {
  tape.bytes('to-fob', framed(worked('get-info-request')), 0);
}

function bytesOf(kept: Kept, direction: CaptureDirection): Uint8Array {
  return joined(
    ...kept.serial.map((one) =>
      one?.kind === 'bytes' && one.direction === direction ? one.bytes : new Uint8Array(0),
    ),
  );
}

function messages(stream: Uint8Array): string[] {
  return new SerialFrameParser()
    .push(stream)
    .map((event) => (event.type === 'frame' ? toHex(event.payload) : event.reason));
}

/** A sealed request, its box of no meaning. */
const sealedRequest = framed(
  Uint8Array.of(
    ...[0xa4, 0, 1, 1, 0x11, 2, 0x48, 1, 2, 3, 4, 5, 6, 7, 8, 3, 0x55, 0xa2, 1, 0, 2, 0x50],
    ...Array<number>(16).fill(9),
  ),
);

describe('a recorder of a serial link', () => {
  it('writes what passes, when it passed, with the opening and the end', () => {
    const { kept, recorder: tape } = recorder();
    tape.opened(10);
    tape.bytes('to-fob', framed(worked('get-info-request')), 20);
    tape.bytes('to-host', framed(worked('get-info-reply')), 30);
    tape.closed('lost', 40);
    expect(kept.serial).toEqual([
      { kind: 'opened' },
      { kind: 'bytes', direction: 'to-fob', bytes: framed(worked('get-info-request')) },
      { kind: 'bytes', direction: 'to-host', bytes: framed(worked('get-info-reply')) },
      { kind: 'closed' },
    ]);
    expect(kept.times).toEqual([10, 20, 30, 40]);
    expect(kept.packets.map(({ comment }) => comment)).toEqual([
      'opened',
      undefined,
      undefined,
      'lost',
    ]);
    expect(kept.packets.map(({ direction }) => direction)).toEqual([
      undefined,
      'to-fob',
      'to-host',
      undefined,
    ]);
  });

  it('masks the code of a fob whose purpose nobody told, and keeps the frame whole', () => {
    const { kept, recorder: tape } = recorder();
    tape.bytes('to-host', code, 0);
    expect(messages(bytesOf(kept, 'to-host'))).toEqual([toHex(maskedCode)]);
    expect(kept.packets[0]?.comment).toBe('fobkit: masked');
  });

  it('masks the code of a fob of purpose production', () => {
    const { kept, recorder: tape } = recorder();
    ask(tape);
    tape.bytes('to-host', joined(framed(productionInfo()), code), 0);
    expect(messages(bytesOf(kept, 'to-host'))).toEqual([
      toHex(productionInfo()),
      toHex(maskedCode),
    ]);
  });

  it('tells the code of a fob that said it is for tests', () => {
    const { kept, recorder: tape } = recorder();
    ask(tape);
    tape.bytes('to-host', joined(framed(worked('get-info-reply')), code), 0);
    expect(toHex(bytesOf(kept, 'to-host')).endsWith(toHex(code))).toBe(true);
    expect(kept.packets.map(({ comment }) => comment)).toEqual([undefined, undefined]);
  });

  it.each([
    ['a sealed request', (tape: SerialRecorder) => tape.bytes('to-fob', sealedRequest, 1)],
    ['the link was opened anew', (tape: SerialRecorder) => tape.opened(1)],
  ])('masks again after %s: another seed may be there', (_, event) => {
    const { kept, recorder: tape } = recorder();
    ask(tape);
    tape.bytes('to-host', framed(worked('get-info-reply')), 0);
    event(tape);
    tape.bytes('to-host', code, 2);
    expect(kept.text).not.toContain(CODE);
  });

  it.each([
    ['before the capture began', []],
    ['before a sealed request', [framed(worked('get-info-request')), sealedRequest]],
  ])('learns nothing from the reply to what was asked %s', (_, sent) => {
    const { kept, recorder: tape } = recorder();
    for (const one of sent) tape.bytes('to-fob', one, 0);
    tape.bytes('to-host', framed(worked('get-info-reply')), 1);
    tape.bytes('to-host', code, 2);
    expect(kept.text).not.toContain(CODE);
  });

  it('asks who knows the purpose, where there is somebody', () => {
    let purpose: 'test' | 'production' = 'production';
    const { kept, recorder: tape } = recorder(new Redactor(() => purpose));
    tape.bytes('to-host', framed(worked('get-info-reply')), 0);
    tape.bytes('to-host', code, 1);
    expect(kept.text).not.toContain(CODE);
    purpose = 'test';
    tape.bytes('to-host', code, 2);
    expect(kept.text).toContain(CODE);
  });

  it('holds what may be of a code back, and what comes after it, until it is known', () => {
    const { kept, recorder: tape } = recorder();
    tape.bytes('to-host', code.subarray(0, 20), 1);
    tape.bytes('to-fob', framed(worked('read-code-request')), 2);
    expect(kept.packets).toHaveLength(0);
    tape.bytes('to-host', code.subarray(20), 3);
    expect(kept.times).toEqual([1, 2, 3]);
    expect(messages(bytesOf(kept, 'to-host'))).toEqual([toHex(maskedCode)]);
  });

  it('holds nothing of a test fob back', () => {
    const { kept, recorder: tape } = recorder();
    ask(tape);
    tape.bytes('to-host', framed(worked('get-info-reply')), 0);
    tape.bytes('to-host', code.subarray(0, 20), 1);
    expect(kept.packets).toHaveLength(3);
  });

  it.each([
    ['a damaged frame', Uint8Array.from(code, (byte, i) => (i === 3 ? byte ^ 1 : byte))],
    ['a frame without end', code.subarray(0, -1)],
    ['bytes that never end', joined(...Array<Uint8Array>(40).fill(code.subarray(1, -1)))],
  ])('masks %s whole', (_, bytes) => {
    const { kept, recorder: tape } = recorder();
    tape.bytes('to-host', bytes, 0);
    tape.closed('closed', 1);
    const written = bytesOf(kept, 'to-host');
    expect([...written].every((byte, i) => byte === (bytes[i] === 0 ? 0 : 0x2a))).toBe(true);
    expect(written).toHaveLength(bytes.length);
  });

  it('begins anew after the end of what was no frame', () => {
    const { kept, recorder: tape } = recorder();
    ask(tape);
    const junk = new Uint8Array(3000).fill(0x31);
    tape.bytes('to-host', junk, 0);
    tape.bytes(
      'to-host',
      joined(Uint8Array.of(0x31, 0), framed(worked('get-info-reply')), code),
      1,
    );
    expect(messages(bytesOf(kept, 'to-host')).slice(1)).toEqual([
      toHex(worked('get-info-reply')),
      toHex(worked('read-code-reply')),
    ]);
  });

  it('does not wait for ever for a frame that never ends', () => {
    const { kept, recorder: tape } = recorder();
    tape.bytes('to-host', code.subarray(0, 20), 0);
    for (let i = 0; i < 5000; i++) tape.bytes('to-fob', framed(worked('read-code-request')), i);
    expect(kept.packets.length).toBeGreaterThan(2000);
    expect(kept.text).not.toContain(CODE);
  });

  it('does not mask what a host sends, but a seed in the clear', () => {
    const { kept, recorder: tape } = recorder();
    const junk = Uint8Array.of(1, 2, 3, 0x31, 0x32, 0);
    const seed = framed(
      Uint8Array.of(
        0xa4,
        0,
        1,
        1,
        0x18,
        0x20,
        2,
        0x48,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        3,
        0x45,
        0xa1,
        1,
        0x42,
        0x53,
        0x45,
      ),
    );
    tape.bytes('to-fob', junk, 0);
    tape.bytes('to-fob', seed, 1);
    expect(bytesOf(kept, 'to-fob').subarray(0, junk.length)).toEqual(junk);
    expect(messages(bytesOf(kept, 'to-fob').subarray(junk.length))[0]).toMatch(/034[5]2a2a2a2a2a$/);
  });
});

describe('however a stream is cut into chunks', () => {
  const message = fc.constantFrom(
    worked('get-info-reply'),
    productionInfo(),
    worked('read-code-reply'),
    worked('get-status-reply'),
  );
  const stream = fc
    .array(fc.oneof(message.map(framed), fc.uint8Array({ maxLength: 12 })), { maxLength: 8 })
    .map((parts) => joined(...parts));
  const cuts = fc.array(fc.nat(), { maxLength: 12 });

  function chunks(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
    const places = [...new Set(at.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
    return [0, ...places].map((start, i) => bytes.subarray(start, places[i] ?? bytes.length));
  }

  function written(parts: readonly Uint8Array[], redactor: Redactor): Kept {
    const { kept, recorder: tape } = recorder(redactor);
    parts.forEach((part, i) => {
      tape.bytes('to-host', part, i);
    });
    tape.closed('closed', parts.length);
    return kept;
  }

  it('the same is written as when it comes at once, cut in the same places', () => {
    fc.assert(
      fc.property(stream, cuts, (bytes, at) => {
        const parts = chunks(bytes, at);
        const redactor = () => new Redactor(() => 'production');
        const kept = written(parts, redactor());
        expect(toHex(bytesOf(kept, 'to-host'))).toBe(
          toHex(bytesOf(written([bytes], redactor()), 'to-host')),
        );
        const lengths = kept.serial.flatMap((one) =>
          one?.kind === 'bytes' ? [one.bytes.length] : [],
        );
        expect(lengths).toEqual(parts.map(({ length }) => length).filter((length) => length > 0));
      }),
    );
  });

  it('no code is written, and as many frames of as many bytes', () => {
    fc.assert(
      fc.property(stream, cuts, (bytes, at) => {
        const kept = written(chunks(bytes, at), new Redactor(() => undefined));
        expect(kept.text).not.toContain(CODE);
        const before = messages(bytes);
        const after = messages(bytesOf(kept, 'to-host'));
        const isFrame = (one: string) => /^a[45]/.test(one);
        expect(after.filter(isFrame).map(({ length }) => length)).toEqual(
          before.filter(isFrame).map(({ length }) => length),
        );
      }),
    );
  });

  it('everything is written as it was when the fob is for tests', () => {
    fc.assert(
      fc.property(stream, cuts, (bytes, at) => {
        const kept = written(chunks(bytes, at), new Redactor(() => 'test'));
        expect(toHex(bytesOf(kept, 'to-host'))).toBe(toHex(bytes));
      }),
    );
  });
});
