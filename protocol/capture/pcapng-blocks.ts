import { CaptureError } from './capture-error.ts';
import { BlockType, BYTE_ORDER_MAGIC, MAX_BLOCK, MIN_BLOCK, padded } from './pcapng-codes.ts';

/** A block as it stands in the file, its lengths checked. */
export interface Block {
  readonly type: number;
  /** Where it begins in the file. */
  readonly offset: number;
  /** What is between its two lengths: a view of the file. */
  readonly body: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
}

/** What a capture cut short ends in, as when its writer was killed: no whole block. */
export interface TornEnd {
  readonly offset: number;
  readonly bytes: number;
}

/** Code of an option, its value as a view of the file, and where in the file that begins. */
export interface BlockOption {
  readonly code: number;
  readonly value: Uint8Array;
  readonly offset: number;
}

const CLASSIC = new Set([0xa1b2_c3d4, 0xd4c3_b2a1, 0xa1b2_3c4d, 0x4d3c_b2a1]);

/**
 * The blocks of a pcapng file in either byte order (draft-ietf-opsawg-pcapng §3.1), and at last the
 * torn end, if it has one.
 *
 * @throws CaptureError when it is no such file, or damaged elsewhere than at its end.
 */
export function* readBlocks(file: Uint8Array): Generator<Block, TornEnd | undefined> {
  refuseOthers(file);
  let littleEndian = true;
  let offset = 0;
  while (offset < file.length) {
    const left = file.length - offset;
    if (left < MIN_BLOCK) return { offset, bytes: left };
    const whole = viewOf(file.subarray(offset));
    if (whole.getUint32(0) === BlockType.Section) littleEndian = byteOrder(whole, offset);
    const length = whole.getUint32(4, littleEndian);
    if (isZero(file, offset)) return { offset, bytes: left };
    if (length < MIN_BLOCK || length % 4 !== 0 || length > MAX_BLOCK) {
      throw new CaptureError(offset + 4, `a block of ${String(length)} bytes: the file is damaged`);
    }
    if (length > left) return { offset, bytes: left };
    if (whole.getUint32(length - 4, littleEndian) !== length) {
      if (length === left) return { offset, bytes: left };
      throw new CaptureError(
        offset + length - 4,
        'the two lengths of a block differ: the file is damaged',
      );
    }
    const body = file.subarray(offset + 8, offset + length - 4);
    const type = whole.getUint32(0, littleEndian);
    yield { type, offset, body, view: viewOf(body), littleEndian };
    offset += length;
  }
  return undefined;
}

/**
 * The options that begin `at` so many bytes into the body of a block; none when the body ends there
 * (§3.5).
 *
 * @throws CaptureError when one is longer than its block.
 */
export function readOptions(block: Block, at: number): BlockOption[] {
  const { body, view, littleEndian } = block;
  const options: BlockOption[] = [];
  while (at < body.length) {
    const place = block.offset + 8 + at;
    if (body.length - at < 4) throw new CaptureError(place, 'an option is cut short');
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === 0) return options;
    if (length > body.length - at - 4) {
      throw new CaptureError(place + 2, `an option of ${String(length)} bytes exceeds its block`);
    }
    const value = body.subarray(at + 4, at + 4 + length);
    options.push({ code, value, offset: place + 4 });
    at += 4 + padded(length);
  }
  return options;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function refuseOthers(file: Uint8Array): void {
  if (file.length === 0) throw new CaptureError(0, 'the file is empty');
  if (file.length < MIN_BLOCK) throw new CaptureError(0, 'too short for a capture');
  const magic = viewOf(file).getUint32(0);
  if (magic === BlockType.Section) return;
  if (CLASSIC.has(magic)) {
    throw new CaptureError(
      0,
      'a capture of the older pcap format: editcap FILE NEW.pcapng turns it',
    );
  }
  if (file[0] === 0x1f && file[1] === 0x8b) {
    throw new CaptureError(0, 'the file is compressed: gunzip it first');
  }
  throw new CaptureError(0, 'no capture: a pcapng file begins with a section header');
}

function byteOrder(section: DataView, offset: number): boolean {
  if (section.getUint32(8) === BYTE_ORDER_MAGIC) return false;
  if (section.getUint32(8, true) === BYTE_ORDER_MAGIC) return true;
  throw new CaptureError(offset + 8, 'a section header without its byte-order magic');
}

/** Space that a file system promised and that was never written, from here to the end. */
function isZero(file: Uint8Array, offset: number): boolean {
  return file[offset] === 0 && file.subarray(offset).every((byte) => byte === 0);
}
