import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { type LayoutField, mapped, u8 } from '../usb/layout.ts';

/** Sixty-four bits, least significant byte first; at most 2^53 − 1. */
export const u64le: LayoutField<number> = {
  write: (writer, value) => {
    writer.u64le(value);
  },
  read: (reader) => reader.u64le(),
};

/** A byte that is 1 for true; firmware takes any other value as false. */
export const flag: LayoutField<boolean> = mapped(u8, {
  read: (stored) => stored === 1,
  write: (value) => (value ? 1 : 0),
});

/** Up to `length` bytes, filled with zeros; read, they end before the first zero. */
export function paddedBytes(length: number): LayoutField<Uint8Array> {
  return {
    write(writer, value) {
      if (value.length > length) {
        throw new UsageError(`${String(value.length)} bytes where ${String(length)} fit`);
      }
      writer.bytes(value).bytes(new Uint8Array(length - value.length));
    },
    read(reader) {
      const bytes = reader.take(length);
      const end = bytes.indexOf(0);
      return copyBytes(bytes, 0, end < 0 ? length : end);
    },
  };
}

/** The bytes of one value. @throws UsageError when it does not fit its field. */
export function encodeLayout<T>(field: LayoutField<T>, value: T): Uint8Array {
  const writer = new ByteWriter();
  field.write(writer, value);
  return writer.finish();
}

/** The value in front of `bytes`; what follows is padding. @throws WireError */
export function decodeLayout<T>(field: LayoutField<T>, bytes: Uint8Array): T {
  return field.read(new ByteReader(bytes));
}

/** As `decodeLayout`, for firmware: undefined instead of an exception. */
export function tryDecodeLayout<T>(field: LayoutField<T>, bytes: Uint8Array): T | undefined {
  try {
    return decodeLayout(field, bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Longest name of a slot, in bytes. */
export const NITROKEY_NAME_LENGTH = 15;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** The bytes of a slot's name. @throws UsageError unless it has 1 to 15 bytes of plain text. */
export function nitrokeyNameBytes(name: string): Uint8Array {
  const bytes = encodeUtf8(name);
  if (bytes.length < 1 || bytes.length > NITROKEY_NAME_LENGTH) {
    throw new UsageError(`a slot's name has 1 to ${String(NITROKEY_NAME_LENGTH)} bytes`);
  }
  if (name.search(CONTROL) >= 0) throw new UsageError("a slot's name has no control characters");
  return bytes;
}

/** A slot's name as a token tells it, whatever bytes it is made of, fit for a terminal. */
export function nitrokeyNameText(bytes: Uint8Array): string {
  return plainText(bytes).replace(CONTROL, '\ufffd');
}

function plainText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return String.fromCharCode(...bytes);
  }
}
