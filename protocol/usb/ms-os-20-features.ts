import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { fixedBytes, layout, type LayoutField, mapped, u16le } from './layout.ts';

/** wDescriptorType: Microsoft OS 2.0 descriptors specification, table 9. */
const COMPATIBLE_ID = 3;
const REGISTRY_PROPERTY = 4;

/** wPropertyDataType: table 15. */
export const RegistryType = { Text: 1, Binary: 3, Number: 4, TextList: 7 } as const;

/** One feature descriptor. */
export type MsOs20Feature =
  /** Which driver to load: `WINUSB`. At most eight ASCII characters each. */
  | {
      readonly kind: 'compatible-id';
      readonly compatibleId: string;
      readonly subCompatibleId: string;
    }
  /** What to write into the registry; `data` as the registry has it, in UTF-16 for texts. */
  | {
      readonly kind: 'registry-property';
      readonly dataType: number;
      readonly name: string;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'raw'; readonly type: number; readonly data: Uint8Array };

const SHORT_TEXT = /^[\x20-\x7e]{0,8}$/;

/** Eight bytes of ASCII, filled up with zeros. */
const shortText: LayoutField<string> = mapped(fixedBytes(8), {
  read(stored) {
    const text = String.fromCharCode(...stored).replace(/\0+$/, '');
    if (!SHORT_TEXT.test(text)) throw new WireError('value', 'a compatible id that is no text');
    return text;
  },
  write(text) {
    if (!SHORT_TEXT.test(text)) {
      throw new UsageError('a compatible id has at most eight ASCII characters');
    }
    return Uint8Array.from({ length: 8 }, (_, i) => text.charCodeAt(i));
  },
});

/** A length in bytes, then that many. */
const sized: LayoutField<Uint8Array> = {
  write: (writer, value) => {
    writer.u16le(value.length).bytes(value);
  },
  read: (reader) => copyBytes(reader.take(reader.u16le())),
};

const compatibleId = layout({ compatibleId: shortText, subCompatibleId: shortText });
const registryProperty = layout({
  dataType: u16le,
  name: mapped(sized, { read: terminatedText, write: (name: string) => utf16(`${name}\0`) }),
  data: sized,
});

/** @throws UsageError when a value does not fit its field. */
export function encodeFeature(feature: MsOs20Feature): Uint8Array {
  const body = new ByteWriter(128);
  switch (feature.kind) {
    case 'compatible-id':
      compatibleId.write(body, feature);
      return whole(COMPATIBLE_ID, body.finish());
    case 'registry-property':
      registryProperty.write(body, feature);
      return whole(REGISTRY_PROPERTY, body.finish());
    case 'raw':
      return whole(feature.type, feature.data);
  }
}

/**
 * The feature whose bytes behind its length and type are `data`.
 * @throws WireError when it is of a known type and not as that wants it.
 */
export function decodeFeature(type: number, data: Uint8Array): MsOs20Feature {
  const reader = new ByteReader(data);
  const feature = readFeature(type, reader);
  reader.end();
  return feature;
}

function readFeature(type: number, reader: ByteReader): MsOs20Feature {
  switch (type) {
    case COMPATIBLE_ID:
      return { kind: 'compatible-id', ...compatibleId.read(reader) };
    case REGISTRY_PROPERTY:
      return { kind: 'registry-property', ...registryProperty.read(reader) };
    default:
      return { kind: 'raw', type, data: copyBytes(reader.take(reader.remaining)) };
  }
}

/** The data of a property of type `TextList`: each text ended by a zero, one more at the end. */
export function registryTextList(texts: readonly string[]): Uint8Array {
  return utf16([...texts, ''].map((text) => `${text}\0`).join(''));
}

function whole(type: number, data: Uint8Array): Uint8Array {
  const length = data.length + 4;
  return new ByteWriter(length).u16le(length).u16le(type).bytes(data).finish();
}

function utf16(text: string): Uint8Array {
  const writer = new ByteWriter(text.length * 2);
  for (let i = 0; i < text.length; i++) writer.u16le(text.charCodeAt(i));
  return writer.finish();
}

function terminatedText(bytes: Uint8Array): string {
  const reader = new ByteReader(bytes);
  const units: number[] = [];
  while (reader.remaining > 0) units.push(reader.u16le());
  if (units.pop() !== 0) throw new WireError('value', 'a property name without its last zero');
  return String.fromCharCode(...units);
}
