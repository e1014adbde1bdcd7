import { WireError } from '../bytes/errors.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { CaptureError } from './capture-error.ts';
import {
  type Block,
  type BlockOption,
  readBlocks,
  readOptions,
  type TornEnd,
} from './pcapng-blocks.ts';
import { BlockType, OptionCode, padded } from './pcapng-codes.ts';

/** An interface of a capture: of fobkit's own captures, a link. */
export interface ReadInterface {
  /** Counts through all sections, from 0. */
  readonly index: number;
  readonly linkType: number;
  readonly name?: string;
  readonly description?: string;
}

export interface ReadPacket {
  readonly from: ReadInterface;
  /** Where its block begins in the file. */
  readonly offset: number;
  /** Where its data begin in the file. */
  readonly dataOffset: number;
  /** Microseconds since 1970; 0 where the capture does not tell. */
  readonly unixMicros: number;
  /** What was kept of it: a view of the file. */
  readonly data: Uint8Array;
  /** What it had on the wire, in bytes. */
  readonly originalLength: number;
  /** Of the section: what a usbmon header is in. */
  readonly littleEndian: boolean;
  readonly comment?: string;
}

export interface ReadCapture {
  readonly interfaces: readonly ReadInterface[];
  readonly packets: readonly ReadPacket[];
  /** The writer was cut off in its last block, which is left out. */
  readonly torn?: TornEnd;
}

interface Section {
  /** Its interfaces, and what their packets' time stamps count. */
  readonly known: { readonly read: ReadInterface; readonly clock: Clock; readonly snap: number }[];
}

interface Clock {
  readonly perSecond: bigint;
  /** Seconds. */
  readonly offset: bigint;
}

/**
 * A capture file, read whole. Blocks of other kinds are passed over.
 *
 * @throws CaptureError that names the byte at fault.
 */
export function readPcapng(file: Uint8Array): ReadCapture {
  const interfaces: ReadInterface[] = [];
  const packets: ReadPacket[] = [];
  let section: Section = { known: [] };
  const blocks = readBlocks(file);
  for (;;) {
    const next = blocks.next();
    if (next.done === true) {
      const torn = next.value;
      return torn === undefined ? { interfaces, packets } : { interfaces, packets, torn };
    }
    const block = next.value;
    if (block.type === BlockType.Section) {
      readSection(block);
      section = { known: [] };
    } else if (block.type === BlockType.Interface) {
      const known = readInterface(block, interfaces.length);
      section.known.push(known);
      interfaces.push(known.read);
    } else if (block.type === BlockType.EnhancedPacket) {
      packets.push(readEnhanced(block, section));
    } else if (block.type === BlockType.SimplePacket) {
      packets.push(readSimple(block, section));
    }
  }
}

function readSection(block: Block): void {
  need(block, 16, 'a section header');
  const major = block.view.getUint16(4, block.littleEndian);
  if (major === 1) return;
  throw new CaptureError(
    block.offset + 12,
    `pcapng of version ${String(major)}, which is none known`,
  );
}

function readInterface(block: Block, index: number): Section['known'][number] {
  need(block, 8, 'an interface');
  const options = readOptions(block, 8);
  const name = textOf(options, OptionCode.InterfaceName);
  const description = textOf(options, OptionCode.InterfaceDescription);
  return {
    read: {
      index,
      linkType: block.view.getUint16(0, block.littleEndian),
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    },
    clock: clockOf(block, options),
    snap: block.view.getUint32(4, block.littleEndian),
  };
}

function clockOf(block: Block, options: readonly BlockOption[]): Clock {
  const resolution = options.find(({ code }) => code === OptionCode.InterfaceResolution);
  const offset = options.find(({ code }) => code === OptionCode.InterfaceOffset);
  if (resolution !== undefined && resolution.value.length !== 1) {
    throw new CaptureError(resolution.offset, 'a time resolution has one byte');
  }
  if (offset !== undefined && offset.value.length !== 8) {
    throw new CaptureError(offset.offset, 'an offset of time has eight bytes');
  }
  const exponent = resolution?.value[0] ?? 6;
  const base = exponent < 0x80 ? 10n : 2n;
  return {
    perSecond: base ** BigInt(exponent & 0x7f),
    offset:
      offset === undefined
        ? 0n
        : block.view.getBigInt64(offset.offset - block.offset - 8, block.littleEndian),
  };
}

function readEnhanced(block: Block, section: Section): ReadPacket {
  need(block, 20, 'a packet');
  const { view, littleEndian, offset } = block;
  const number = view.getUint32(0, littleEndian);
  const known = interfaceOf(section, number, offset);
  const length = view.getUint32(12, littleEndian);
  const data = dataOf(block, 20, length);
  const ticks =
    (BigInt(view.getUint32(4, littleEndian)) << 32n) | BigInt(view.getUint32(8, littleEndian));
  const comment = textOf(readOptions(block, 20 + padded(length)), OptionCode.Comment);
  return {
    from: known.read,
    offset,
    dataOffset: offset + 28,
    unixMicros: microsOf(ticks, known.clock),
    data,
    originalLength: view.getUint32(16, littleEndian),
    littleEndian,
    ...(comment === undefined ? {} : { comment }),
  };
}

function readSimple(block: Block, section: Section): ReadPacket {
  need(block, 4, 'a packet');
  const { view, littleEndian, offset, body } = block;
  const known = interfaceOf(section, 0, offset);
  const originalLength = view.getUint32(0, littleEndian);
  const kept = known.snap === 0 ? originalLength : Math.min(originalLength, known.snap);
  // With padding alone it cannot be told how much of a packet was cut off.
  const data = dataOf(block, 4, Math.min(kept, body.length - 4));
  const dataOffset = offset + 12;
  return {
    from: known.read,
    offset,
    dataOffset,
    unixMicros: 0,
    data,
    originalLength,
    littleEndian,
  };
}

function interfaceOf(section: Section, number: number, offset: number): Section['known'][number] {
  const known = section.known[number];
  if (known !== undefined) return known;
  throw new CaptureError(offset + 8, `a packet of interface ${String(number)}, which is not there`);
}

function dataOf(block: Block, at: number, length: number): Uint8Array {
  if (length > block.body.length - at) {
    throw new CaptureError(
      block.offset + 8,
      `a packet of ${String(length)} bytes exceeds its block`,
    );
  }
  return block.body.subarray(at, at + length);
}

function need(block: Block, bytes: number, what: string): void {
  if (block.body.length >= bytes) return;
  throw new CaptureError(block.offset, `${what} of only ${String(block.body.length)} bytes`);
}

function microsOf(ticks: bigint, { perSecond, offset }: Clock): number {
  return Number((ticks * 1_000_000n) / perSecond + offset * 1_000_000n);
}

function textOf(options: readonly BlockOption[], code: number): string | undefined {
  const found = options.find((option) => option.code === code);
  if (found === undefined) return undefined;
  try {
    return decodeUtf8(found.value);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new CaptureError(found.offset, 'a text is not UTF-8', { cause });
  }
}
