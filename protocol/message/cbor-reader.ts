import { WireError } from '../bytes/errors.ts';
import type { ByteReader } from '../bytes/reader.ts';
import { Major } from './cbor-writer.ts';

/** Nesting beyond this in an unknown field is refused: it bounds the stack on a small device. */
const MAX_DEPTH = 4;

const SIMPLE_FALSE = 20;
const SIMPLE_TRUE = 21;

export interface Head {
  readonly major: number;
  readonly argument: number;
}

/**
 * Reads a CBOR head in deterministic form (RFC 8949 §4.2.1).
 *
 * @throws WireError `truncated`; `order` for an argument that is not in its shortest form;
 * `malformed` for indefinite lengths, tags and floats, which no fobkit message has.
 */
export function readHead(reader: ByteReader): Head {
  const initial = reader.u8();
  const major = initial >> 5;
  const info = initial & 0x1f;
  if (major === 6) throw new WireError('malformed', 'CBOR tags are not used');
  if (major === Major.simple) {
    if (info !== SIMPLE_FALSE && info !== SIMPLE_TRUE) {
      throw new WireError('malformed', 'the only simple values are true and false');
    }
    return { major, argument: info };
  }
  if (info < 24) return { major, argument: info };
  const argument = readArgument(reader, info);
  if (argument < shortestBound(info)) {
    throw new WireError('order', 'a CBOR argument is not in its shortest form');
  }
  return { major, argument };
}

function readArgument(reader: ByteReader, info: number): number {
  if (info === 24) return reader.u8();
  if (info === 25) return reader.u16be();
  if (info === 26) return reader.u32be();
  if (info === 27) return reader.u64be();
  throw new WireError('malformed', 'indefinite lengths are not used');
}

function shortestBound(info: number): number {
  if (info === 24) return 24;
  if (info === 25) return 0x100;
  return info === 26 ? 0x1_0000 : 0x1_0000_0000;
}

/** Reads a head of the wanted major type. @throws WireError `type` when it is another. */
export function expectHead(reader: ByteReader, major: Major): number {
  const head = readHead(reader);
  if (head.major !== major) {
    throw new WireError(
      'type',
      `CBOR major type ${String(head.major)} where ${String(major)} is due`,
    );
  }
  return head.argument;
}

export function readInteger(reader: ByteReader): number {
  const head = readHead(reader);
  if (head.major === Major.unsigned) return head.argument;
  if (head.major === Major.negative) return -1 - head.argument;
  throw new WireError('type', `CBOR major type ${String(head.major)} where an integer is due`);
}

export function readBoolean(reader: ByteReader): boolean {
  return expectHead(reader, Major.simple) === SIMPLE_TRUE;
}

/** Skips one well-formed item: the value of a field that this version does not know. */
export function skipItem(reader: ByteReader, depth = 0): void {
  if (depth > MAX_DEPTH) throw new WireError('limit', 'CBOR is nested too deeply');
  const { major, argument } = readHead(reader);
  if (major === Major.bytes || major === Major.text) {
    reader.skip(argument);
  } else if (major === Major.array || major === Major.map) {
    const items = major === Major.map ? 2 * argument : argument;
    for (let i = 0; i < items; i++) skipItem(reader, depth + 1);
  }
}
