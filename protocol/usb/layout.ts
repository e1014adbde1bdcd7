import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import type { ByteReader } from '../bytes/reader.ts';
import type { ByteWriter } from '../bytes/writer.ts';

/** How one value stands in bytes at a fixed place: its codec with its limits. */
export interface LayoutField<T> {
  /** @throws UsageError when the value does not fit. */
  write(writer: ByteWriter, value: T): void;
  /** @throws WireError when the bytes are too few or not a value of the field. */
  read(reader: ByteReader): T;
  /** It is no property of the value. */
  readonly silent?: true;
}

export type LayoutFields = Readonly<Record<string, LayoutField<unknown>>>;

type FieldValue<F> = F extends LayoutField<infer T> ? T : never;

/** The value that a layout stands for: a property for each field but the reserved ones. */
export type LayoutValue<F extends LayoutFields> = {
  readonly [K in keyof F as FieldValue<F[K]> extends undefined ? never : K]: FieldValue<F[K]>;
};

export const u8: LayoutField<number> = {
  write: (writer, value) => {
    writer.u8(value);
  },
  read: (reader) => reader.u8(),
};

/** Sixteen bits, least significant byte first, as everything in USB descriptors. */
export const u16le: LayoutField<number> = {
  write: (writer, value) => {
    writer.u16le(value);
  },
  read: (reader) => reader.u16le(),
};

export const u32le: LayoutField<number> = {
  write: (writer, value) => {
    writer.u32le(value);
  },
  read: (reader) => reader.u32le(),
};

/** Exactly `length` bytes. The value read is a copy. */
export function fixedBytes(length: number): LayoutField<Uint8Array> {
  return {
    write(writer, value) {
      if (value.length !== length) {
        throw new UsageError(`${String(value.length)} bytes where ${String(length)} fit`);
      }
      writer.bytes(value);
    },
    read: (reader) => copyBytes(reader.take(length)),
  };
}

/** All bytes that are left. The value read is a copy. */
export const restBytes: LayoutField<Uint8Array> = {
  write: (writer, value) => {
    writer.bytes(value);
  },
  read: (reader) => copyBytes(reader.take(reader.remaining)),
};

/** A value that is always the same and therefore no property; another one is refused. */
export function constant<T extends number | string>(
  field: LayoutField<T>,
  value: T,
): LayoutField<undefined> {
  return {
    silent: true,
    write: (writer) => {
      field.write(writer, value);
    },
    read(reader) {
      const found = field.read(reader);
      if (found === value) return undefined;
      throw new WireError('value', `${String(found)} where only ${String(value)} may stand`);
    },
  };
}

/** A reserved byte: written as 0, not looked at. */
export const reserved: LayoutField<undefined> = {
  silent: true,
  write: (writer) => {
    writer.u8(0);
  },
  read(reader) {
    reader.skip(1);
    return undefined;
  },
};

/** A number of items in one byte, then the items. */
export function counted<T>(item: LayoutField<T>): LayoutField<readonly T[]> {
  return {
    write(writer, value) {
      writer.u8(value.length);
      for (const one of value) item.write(writer, one);
    },
    read(reader) {
      const count = reader.u8();
      return Array.from({ length: count }, () => item.read(reader));
    },
  };
}

/** Items up to the end. */
export function listToEnd<T>(item: LayoutField<T>): LayoutField<readonly T[]> {
  return {
    write(writer, value) {
      for (const one of value) item.write(writer, one);
    },
    read(reader) {
      const items: T[] = [];
      while (reader.remaining > 0) items.push(item.read(reader));
      return items;
    },
  };
}

/** Another view of a field's value, such as a flag or milliamperes. */
export function mapped<A, B>(
  field: LayoutField<A>,
  view: { readonly read: (stored: A) => B; readonly write: (value: B) => A },
): LayoutField<B> {
  return {
    write: (writer, value) => {
      field.write(writer, view.write(value));
    },
    read: (reader) => view.read(field.read(reader)),
  };
}

/**
 * Fields one after the other. It is itself a field, so layouts nest. Reading stops after the last
 * field; what follows is the reader's.
 */
export function layout<const F extends LayoutFields>(declared: F): LayoutField<LayoutValue<F>> {
  const fields = Object.entries<LayoutField<unknown>>(declared);
  const whole = (values: object): values is LayoutValue<F> => {
    return fields.every(([name, field]) => field.silent === true || name in values);
  };

  return {
    write(writer, value) {
      const values: Readonly<Record<string, unknown>> = value;
      for (const [name, field] of fields) field.write(writer, values[name]);
    },
    read(reader) {
      const values: Record<string, unknown> = {};
      for (const [name, field] of fields) {
        const value = field.read(reader);
        if (field.silent !== true) values[name] = value;
      }
      // Each field was read by its own codec, so that only its absence could be wrong.
      if (whole(values)) return values;
      throw new UsageError('a layout without its fields');
    },
  };
}
