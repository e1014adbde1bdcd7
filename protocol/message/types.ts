import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { expectHead, readBoolean, readInteger } from './cbor-reader.ts';
import { Major, writeHead, writeInteger } from './cbor-writer.ts';
import type { FieldType } from './field-type.ts';

function integer(min: number, max: number, cddl: string): FieldType<number> {
  return {
    cddl,
    shape: { kind: 'integer' },
    write(writer, value) {
      if (!Number.isSafeInteger(value) || value < min || value > max) {
        throw new UsageError(
          `${String(value)} is not an integer from ${String(min)} to ${String(max)}`,
        );
      }
      writeInteger(writer, value);
    },
    read(reader) {
      const value = readInteger(reader);
      if (value < min || value > max)
        throw new WireError('limit', 'an integer is out of its range');
      return value;
    },
  };
}

/** An unsigned integer from 0 to `max`, which defaults to 2^53 − 1. */
export function uint(max = Number.MAX_SAFE_INTEGER): FieldType<number> {
  return integer(0, max, `0..${String(max)}`);
}

export function int(min: number, max: number): FieldType<number> {
  return integer(min, max, `${String(min)}..${String(max)}`);
}

export const bool: FieldType<boolean> = {
  cddl: 'bool',
  shape: { kind: 'bool' },
  write: (writer, value) => {
    writer.u8((Major.simple << 5) | (value ? 21 : 20));
  },
  read: readBoolean,
};

/** A byte string of `min` to `max` bytes. The value read is a copy. */
export function bytes(min: number, max = min): FieldType<Uint8Array> {
  return {
    cddl: min === max ? `bstr .size ${String(min)}` : `bstr .size (${String(min)}..${String(max)})`,
    shape: { kind: 'bytes' },
    write(writer, value) {
      if (value.length < min || value.length > max) {
        throw new UsageError(
          `${String(value.length)} bytes where ${String(min)} to ${String(max)} fit`,
        );
      }
      writeHead(writer, Major.bytes, value.length);
      writer.bytes(value);
    },
    read(reader) {
      const length = expectHead(reader, Major.bytes);
      if (length < min || length > max)
        throw new WireError('limit', 'a byte string has a wrong length');
      return copyBytes(reader.take(length));
    },
  };
}

/** A text of `min` to `max` UTF-8 bytes. */
export function text(min: number, max: number): FieldType<string> {
  return {
    cddl: `tstr .size (${String(min)}..${String(max)})`,
    shape: { kind: 'text' },
    write(writer, value) {
      const encoded = encodeUtf8(value);
      if (encoded.length < min || encoded.length > max) {
        throw new UsageError(
          `a text of ${String(encoded.length)} bytes where ${String(min)} to ${String(max)} fit`,
        );
      }
      writeHead(writer, Major.text, encoded.length);
      writer.bytes(encoded);
    },
    read(reader) {
      const length = expectHead(reader, Major.text);
      if (length < min || length > max) throw new WireError('limit', 'a text has a wrong length');
      return decodeUtf8(reader.take(length));
    },
  };
}

/** One of a table of names, which travels as its number. */
export function oneOf<const N extends string>(table: Readonly<Record<N, number>>): FieldType<N> {
  const byNumber = new Map<number, N>();
  for (const name in table) byNumber.set(table[name], name);
  return {
    cddl: [...byNumber].map(([number, name]) => `${String(number)} ; ${name}`).join('\n    / '),
    shape: { kind: 'name', names: byNumber },
    write(writer, value) {
      writeInteger(writer, table[value]);
    },
    read(reader) {
      const number = readInteger(reader);
      const name = byNumber.get(number);
      if (name === undefined)
        throw new WireError('limit', 'a number stands for no name of its table');
      return name;
    },
  };
}

/** A list of at most `max` items. */
export function list<T>(item: FieldType<T>, max: number): FieldType<readonly T[]> {
  return {
    cddl: `[0*${String(max)} ${item.cddl.includes('\n') ? `(${item.cddl}\n    )` : item.cddl}]`,
    shape: { kind: 'list', item: item.shape },
    write(writer, value) {
      if (value.length > max) {
        throw new UsageError(`a list of ${String(value.length)} items where ${String(max)} fit`);
      }
      writeHead(writer, Major.array, value.length);
      for (const entry of value) item.write(writer, entry);
    },
    read(reader) {
      const length = expectHead(reader, Major.array);
      if (length > max) throw new WireError('limit', 'a list is too long');
      const items: T[] = [];
      for (let i = 0; i < length; i++) items.push(item.read(reader));
      return items;
    },
  };
}
