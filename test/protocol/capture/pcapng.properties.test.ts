import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../../protocol/capture/capture-error.ts';
import { readPcapng, type ReadCapture } from '../../../protocol/capture/pcapng-reader.ts';
import {
  encodeInterface,
  encodePacket,
  encodeSection,
} from '../../../protocol/capture/pcapng-writer.ts';
import { BIG_ENDIAN } from './hand-made.ts';

const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined });

function withText(name: string, value: string | undefined) {
  return value === undefined ? {} : { [name]: value };
}

const described = fc.record({ linkType: fc.nat(0xffff), name: text });

/** What one section says: interfaces, then packets of them. */
const section = fc.array(described, { minLength: 1, maxLength: 3 }).chain((interfaces) =>
  fc.record({
    interfaces: fc.constant(interfaces),
    packets: fc.array(
      fc.record({
        interfaceId: fc.nat(interfaces.length - 1),
        unixMicros: fc.nat(Number.MAX_SAFE_INTEGER),
        data: fc.uint8Array({ maxLength: 90 }),
        direction: fc.constantFrom('to-fob', 'to-host'),
        comment: text,
      }),
      { maxLength: 6 },
    ),
  }),
);

const file = fc.array(section, { minLength: 1, maxLength: 3 }).map((sections) => {
  const blocks = sections.flatMap(({ interfaces, packets }) => [
    encodeSection(),
    ...interfaces.map(({ linkType, name }) =>
      encodeInterface({ linkType, ...withText('name', name) }),
    ),
    ...packets.map(({ comment, direction, ...packet }) =>
      encodePacket({
        ...packet,
        direction: direction === 'to-fob' ? 'to-fob' : 'to-host',
        ...withText('comment', comment),
      }),
    ),
  ]);
  return { sections, bytes: Uint8Array.from(blocks.flatMap((block) => [...block])) };
});

function told({ packets }: ReadCapture): unknown[] {
  return packets.map(({ from, unixMicros, data, originalLength, comment }) => ({
    linkType: from.linkType,
    name: from.name,
    unixMicros,
    data,
    originalLength,
    comment,
  }));
}

function readOrRefuse(bytes: Uint8Array): ReadCapture | undefined {
  try {
    return readPcapng(bytes);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    expect(error.message.startsWith(`byte ${String(error.offset)}: `)).toBe(true);
    return undefined;
  }
}

describe('any capture', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(file, ({ sections, bytes }) => {
        const expected = sections.flatMap(({ interfaces, packets }) =>
          packets.map(({ interfaceId, unixMicros, data, comment }) => ({
            ...interfaces[interfaceId],
            unixMicros,
            data,
            originalLength: data.length,
            comment,
          })),
        );
        expect(told(readPcapng(bytes))).toEqual(expected);
      }),
    );
  });

  it('cut anywhere gives its whole packets, and tells the torn end', () => {
    fc.assert(
      fc.property(file, fc.nat(), ({ bytes }, at) => {
        const length = 28 + (at % (bytes.length - 27));
        const whole = told(readPcapng(bytes));
        const cut = readPcapng(bytes.subarray(0, length));
        expect(told(cut)).toEqual(whole.slice(0, cut.packets.length));
        const end = cut.torn === undefined ? length : cut.torn.offset + cut.torn.bytes;
        expect(end).toBe(length);
      }),
    );
  });

  const patches = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

  it('damaged anywhere is read or refused by its place, and nothing else happens', () => {
    const files = fc.oneof(
      file.map(({ bytes }) => bytes),
      fc.constant(BIG_ENDIAN),
    );
    fc.assert(
      fc.property(files, patches, (bytes, changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        readOrRefuse(damaged);
      }),
      { numRuns: 3000 },
    );
  });
});
