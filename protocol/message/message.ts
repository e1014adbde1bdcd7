import { WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { expectHead, readHead, skipItem } from './cbor-reader.ts';
import { Major, writeHead, writeInteger } from './cbor-writer.ts';
import type { ErasedField, FieldType, ValueOf } from './field-type.ts';

export interface Field<T, R extends boolean> {
  readonly key: number;
  readonly type: FieldType<T>;
  readonly required: R;
}

export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

type FieldValue<F> = F extends { readonly type: infer Y } ? ValueOf<Y> : never;

type Simplify<T> = { [K in keyof T]: T[K] };

/** The value type that a message schema stands for: required fields, then optional ones. */
export type MessageValue<F extends Fields> = Simplify<
  {
    readonly [K in keyof F as F[K]['required'] extends true ? K : never]: FieldValue<F[K]>;
  } & {
    readonly [K in keyof F as F[K]['required'] extends true ? never : K]?:
      FieldValue<F[K]> | undefined;
  }
>;

export function required<T>(key: number, type: FieldType<T>): Field<T, true> {
  return { key, type, required: true };
}

export function optional<T>(key: number, type: FieldType<T>): Field<T, false> {
  return { key, type, required: false };
}

/**
 * A CBOR map with integer keys (docs/protocol/03-messages.md §3.3). It is itself a field type, so
 * messages nest.
 */
export interface MessageType<T> extends FieldType<T> {
  readonly name: string;
  readonly fields: readonly ErasedField[];
  /** @throws UsageError when a value breaks the limits of its field. */
  encode(value: T): Uint8Array;
  /** @throws WireError when the bytes are not exactly one message of this type. */
  decode(bytes: Uint8Array): T;
}

export type MessageOf<M> = M extends MessageType<infer T> ? T : never;

/**
 * Declares a message. Its value type, codec, limits and CDDL all follow from the fields.
 *
 * @param name The rule name in the CDDL.
 */
export function message<const F extends Fields>(
  name: string,
  declared: F,
): MessageType<MessageValue<F>> {
  const fields = eraseFields(declared);
  const byKey = new Map(fields.map((field) => [field.key, field]));

  function write(writer: ByteWriter, value: MessageValue<F>): void {
    const values: Readonly<Record<string, unknown>> = value;
    let present = 0;
    for (const field of fields) if (values[field.name] !== undefined) present++;
    writeHead(writer, Major.map, present);
    for (const field of fields) {
      const fieldValue = values[field.name];
      if (fieldValue === undefined) continue;
      writeInteger(writer, field.key);
      field.type.write(writer, fieldValue);
    }
  }

  function read(reader: ByteReader): MessageValue<F> {
    const count = expectHead(reader, Major.map);
    const values: Record<string, unknown> = {};
    let previous = -1;
    for (let i = 0; i < count; i++) {
      const head = readHead(reader);
      if (head.major !== Major.unsigned)
        throw new WireError('type', 'a key is not an unsigned integer');
      if (head.argument === previous) throw new WireError('duplicate', 'a key stands twice');
      if (head.argument < previous) throw new WireError('order', 'keys do not ascend');
      previous = head.argument;
      const field = byKey.get(head.argument);
      if (field === undefined) skipItem(reader);
      else values[field.name] = field.type.read(reader);
    }
    if (isWhole(values)) return values;
    const missing = fields.find((field) => field.required && !(field.name in values));
    throw new WireError('missing', `field ${missing?.name ?? ''} is missing`);
  }

  // Each field was read by its own type, so that only its absence can be wrong.
  function isWhole(values: unknown): values is MessageValue<F> {
    if (typeof values !== 'object' || values === null) return false;
    return fields.every((field) => !field.required || field.name in values);
  }

  return {
    name,
    cddl: name,
    shape: { kind: 'message', name, fields },
    fields,
    write,
    read,
    encode(value) {
      const writer = new ByteWriter();
      write(writer, value);
      return writer.finish();
    },
    decode(bytes) {
      const reader = new ByteReader(bytes);
      const value = read(reader);
      reader.end();
      return value;
    },
  };
}

function eraseFields(declared: Fields): readonly ErasedField[] {
  return Object.entries(declared)
    .map(([name, field]) => ({
      name,
      key: field.key,
      required: field.required,
      type: field.type,
    }))
    .sort((a, b) => a.key - b.key);
}

/**
 * Decodes where an exception may not pass, as in a firmware: undefined when the bytes are not
 * exactly one message of this type.
 */
export function tryDecode<T>(type: MessageType<T>, bytes: Uint8Array): T | undefined {
  try {
    return type.decode(bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
