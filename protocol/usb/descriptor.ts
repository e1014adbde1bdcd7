import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { layout, type LayoutFields, type LayoutValue } from './layout.ts';

/** What a descriptor may carry beyond the fields of its type; USB 2.0 §9.5 lets it be longer. */
export interface Extra {
  readonly extra?: Uint8Array;
}

/** A descriptor whose type is not known here, or not in its place. */
export interface RawDescriptor {
  /** bDescriptorType. */
  readonly type: number;
  /** What follows the two bytes of length and type. */
  readonly data: Uint8Array;
}

/** One kind of descriptor: its value type, codec and limits follow from its fields. */
export interface DescriptorCodec<T> {
  readonly name: string;
  readonly type: number;
  /** @throws UsageError when a value does not fit its field. */
  encode(value: T): Uint8Array;
  /** @throws WireError when the bytes are not exactly one descriptor of this kind. */
  decode(bytes: Uint8Array): T;
}

export type DescriptorValue<D> = D extends DescriptorCodec<infer T> ? T : never;

/** Type of a descriptor, and its subtype where the class has some (a third byte). */
export interface DescriptorHead {
  readonly type: number;
  readonly subtype?: number;
}

/** Declares a descriptor: bLength, bDescriptorType, the subtype if any, then the fields. */
export function descriptor<const F extends LayoutFields>(
  name: string,
  head: DescriptorHead,
  fields: F,
): DescriptorCodec<LayoutValue<F> & Extra> {
  const body = layout(fields);

  function decode(bytes: Uint8Array): LayoutValue<F> & Extra {
    const reader = new ByteReader(wholeDescriptor(bytes, head.type), 2);
    if (head.subtype !== undefined && reader.u8() !== head.subtype) {
      throw new WireError('type', 'another subtype');
    }
    const value = body.read(reader);
    if (reader.remaining === 0) return value;
    return { ...value, extra: copyBytes(reader.take(reader.remaining)) };
  }

  return {
    name,
    type: head.type,
    encode(value) {
      const writer = new ByteWriter();
      if (head.subtype !== undefined) writer.u8(head.subtype);
      body.write(writer, value);
      if (value.extra !== undefined) writer.bytes(value.extra);
      return encodeRaw({ type: head.type, data: writer.finish() });
    },
    decode: (bytes) => inPlace(`${name} descriptor`, () => decode(bytes)),
  };
}

/** @throws UsageError when there are more than 253 bytes of data. */
export function encodeRaw(raw: RawDescriptor): Uint8Array {
  const length = raw.data.length + 2;
  if (length > 0xff) throw new UsageError('a descriptor has at most 255 bytes');
  return new ByteWriter(length).u8(length).u8(raw.type).bytes(raw.data).finish();
}

export function decodeRaw(bytes: Uint8Array): RawDescriptor {
  return { type: bytes[1] ?? 0, data: copyBytes(bytes, 2) };
}

/** `bytes`, once its length and type are those of one descriptor of `type`. */
function wholeDescriptor(bytes: Uint8Array, type: number): Uint8Array {
  const [first, ...others] = splitDescriptors(bytes);
  if (first === undefined) throw new WireError('truncated', 'no bytes');
  if (others.length > 0) throw new WireError('trailing', 'more than one descriptor');
  if (first[1] !== type) {
    throw new WireError('type', `type ${String(first[1])} where ${String(type)} is wanted`);
  }
  return first;
}

/**
 * Cuts bytes into descriptors by their lengths. The parts are views.
 * @throws WireError when a length is below 2 or beyond the bytes.
 */
export function splitDescriptors(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    if (length < 2) {
      throw new WireError('malformed', `a descriptor of ${String(length)} bytes at ${String(at)}`);
    }
    if (length > bytes.length - at) {
      const left = `${String(bytes.length - at)} left`;
      throw new WireError('truncated', `a descriptor of ${String(length)} bytes, ${left}`);
    }
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}

/** Runs `read` and says in its errors where they arose. */
export function inPlace<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new WireError(error.code, `${place}: ${error.message}`, { cause: error });
  }
}
