import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { HidAssembly } from '../../../protocol/framing/hid-assembly.ts';
import { decodeHidInitReply, encodeHidInitReply } from '../../../protocol/framing/hid-init.ts';
import { fragmentHid, parseHidReport } from '../../../protocol/framing/hid-report.ts';
import { HID_MAX_PAYLOAD } from '../../../protocol/framing/limits.ts';
import { framesOf } from '../../support/doc-frames.ts';
import { wireCode } from '../../support/wire-code.ts';
import { report } from './hid-support.ts';

const SIXTY = Uint8Array.from({ length: 60 }, (_, i) => i + 1);

function assemble(reports: readonly Uint8Array[]): HidAssembly | undefined {
  let assembly: HidAssembly | undefined;
  for (const each of reports) {
    const packet = parseHidReport(each);
    if (packet?.type === 'init') assembly = new HidAssembly(packet);
    else if (packet === undefined || assembly?.add(packet) !== true) return undefined;
  }
  return assembly;
}

describe('the packets of a message', () => {
  it('[HID-5] [HID-6] has channel, command with bit 0x80 and length before 57 bytes', () => {
    const [first, ...others] = fragmentHid(0x2a00_0001, 0x40, fromHex('0102'));
    expect(first).toEqual(report('2a000001 c0 0002 0102'));
    expect(others).toEqual([]);
  });

  it('[HID-7] goes on with channel and sequence number before 59 bytes', () => {
    const [, second] = fragmentHid(0x2a00_0001, 0x40, SIXTY);
    expect(second).toEqual(report('2a000001 00 3a3b3c'));
  });

  it.each([
    [0, 1],
    [57, 1],
    [58, 2],
    [116, 2],
    [117, 3],
    [1024, 18],
    [7609, 129],
  ])('[HID-8] %i bytes take %i packets', (length, packets) => {
    expect(fragmentHid(1, 1, new Uint8Array(length)).length).toBe(packets);
  });

  it('[HID-4] carries at most 7,609 bytes, numbered up to 0x7F', () => {
    expect(HID_MAX_PAYLOAD).toBe(7609);
    expect(fragmentHid(1, 1, new Uint8Array(7609)).at(-1)?.[4]).toBe(0x7f);
    expect(() => fragmentHid(1, 1, new Uint8Array(7610))).toThrow(UsageError);
  });

  it('refuses numbers that do not fit their field', () => {
    for (const [cid, command] of [
      [-1, 1],
      [2 ** 32, 1],
      [0.5, 1],
      [1, -1],
      [1, 0x80],
      [1, NaN],
    ] as const) {
      expect(() => fragmentHid(cid, command, SIXTY)).toThrow(UsageError);
    }
  });

  it('[HID-1] is not looked for in a report of another length', () => {
    for (const length of [0, 1, 63, 65, 128]) {
      expect(parseHidReport(new Uint8Array(length))).toBeUndefined();
    }
  });

  it('[HID-3] [HID-5] is read from a report, unsigned', () => {
    expect(parseHidReport(report('fefdfcfb ff ffee 01'))).toMatchObject({
      type: 'init',
      cid: 0xfefd_fcfb,
      command: 0x7f,
      length: 0xffee,
    });
    expect(parseHidReport(report('fefdfcfb 7f 01'))).toMatchObject({
      type: 'continuation',
      cid: 0xfefd_fcfb,
      sequence: 0x7f,
    });
  });

  it('is put together again, for any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7609 }), fc.nat(255), (length, seed) => {
        const payload = Uint8Array.from({ length }, (_, i) => (i * 7 + seed) & 0xff);
        const assembly = assemble(fragmentHid(0xffff_ffff, 0x3f, payload));
        expect(assembly?.complete).toBe(true);
        expect(toHex(assembly?.payload ?? fromHex(''))).toBe(toHex(payload));
      }),
    );
  });

  it('is not put together with a packet missing, doubled or out of order', () => {
    const reports = fragmentHid(1, 1, new Uint8Array(200));
    const [a, b, c, d] = reports;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error();
    expect(assemble(reports)?.complete).toBe(true);
    expect(assemble([a, b, c])?.complete).toBe(false);
    for (const wrong of [
      [a, c, d],
      [a, b, b, c, d],
      [a, c, b, d],
    ]) {
      expect(assemble(wrong)).toBeUndefined();
    }
  });
});

describe('the reply to INIT', () => {
  const bytes = 'a1a2a3a4a5a6a7a8 2a000001 02 010407 0b'.replaceAll(' ', '');
  const reply = {
    nonce: fromHex('a1a2a3a4a5a6a7a8'),
    cid: 0x2a00_0001,
    interfaceVersion: 2,
    firmware: [1, 4, 7],
    capabilities: 0x0b,
  } as const;

  it('[HID-16] has 17 bytes', () => {
    expect(toHex(encodeHidInitReply(reply))).toBe(bytes);
    expect(decodeHidInitReply(fromHex(bytes))).toEqual(reply);
  });

  it('[HID-16] may have further bytes', () => {
    expect(decodeHidInitReply(fromHex(`${bytes}ff00`))).toEqual(reply);
  });

  it('is refused when it is short', () => {
    expect(wireCode(() => decodeHidInitReply(fromHex(bytes.slice(0, -2))))).toBe('truncated');
  });
});

describe('the worked examples of docs/protocol/01-hid-framing.md', () => {
  const nonce = 'a1a2a3a4a5a6a7a8';
  const messages: readonly [string, number, number, Uint8Array][] = [
    ['hid-init-request', 0xffff_ffff, 0x06, fromHex(nonce)],
    ['hid-init-reply', 0xffff_ffff, 0x06, fromHex(`${nonce}2a000001020104070b`)],
    ['hid-message', 0x2a00_0001, 0x40, SIXTY],
    ['hid-keepalive', 0x2a00_0001, 0x3b, fromHex('02')],
    ['hid-error-busy', 0x2a00_0002, 0x3f, fromHex('06')],
  ];
  const examples = framesOf('01-hid-framing.md');

  it.each(messages)('%s', (name, cid, command, payload) => {
    const reports = [...examples].filter(([key]) => key.startsWith(name)).map(([, value]) => value);
    expect(reports.map(toHex)).toEqual(fragmentHid(cid, command, payload).map(toHex));
    const assembly = assemble(reports);
    expect([assembly?.cid, assembly?.command]).toEqual([cid, command]);
    expect(assembly?.payload).toEqual(payload);
  });

  it('has no other examples', () => {
    expect(examples.size).toBe(messages.length + 1);
  });
});
