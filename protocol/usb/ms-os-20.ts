import { WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { inPlace } from './descriptor.ts';
import { decodeFeature, encodeFeature, type MsOs20Feature } from './ms-os-20-features.ts';

/** dwWindowsVersion of Windows 8.1, the first that knows these descriptors. */
export const WINDOWS_8_1 = 0x0603_0000;

/** wDescriptorType: Microsoft OS 2.0 descriptors specification, table 9. */
const SET_HEADER = 0;
const CONFIGURATION_HEADER = 1;
const FUNCTION_HEADER = 2;

const SET_HEADER_LENGTH = 10;
const SUBSET_HEADER_LENGTH = 8;

/** What Windows is told about one function of a configuration. */
export interface MsOs20Function {
  readonly firstInterface: number;
  readonly features: readonly MsOs20Feature[];
}

export interface MsOs20Configuration {
  /**
   * The index of the configuration, from 0. The specification calls it the configuration value,
   * but Windows compares it with the index.
   */
  readonly index: number;
  readonly features: readonly MsOs20Feature[];
  readonly functions: readonly MsOs20Function[];
}

/** A Microsoft OS 2.0 descriptor set: what holds for the device, a configuration, a function. */
export interface MsOs20Set {
  readonly windowsVersion: number;
  readonly features: readonly MsOs20Feature[];
  readonly configurations: readonly MsOs20Configuration[];
}

/** @throws UsageError when a value does not fit its field. */
export function encodeMsOs20Set(set: MsOs20Set): Uint8Array {
  const body = new ByteWriter(256);
  for (const feature of set.features) body.bytes(encodeFeature(feature));
  for (const one of set.configurations) {
    const inner = new ByteWriter(256);
    for (const feature of one.features) inner.bytes(encodeFeature(feature));
    for (const each of one.functions) {
      const features = new ByteWriter(256);
      for (const feature of each.features) features.bytes(encodeFeature(feature));
      writeSubset(inner, [FUNCTION_HEADER, each.firstInterface], features.finish());
    }
    writeSubset(body, [CONFIGURATION_HEADER, one.index], inner.finish());
  }
  return new ByteWriter(SET_HEADER_LENGTH + body.length)
    .u16le(SET_HEADER_LENGTH)
    .u16le(SET_HEADER)
    .u32le(set.windowsVersion)
    .u16le(SET_HEADER_LENGTH + body.length)
    .bytes(body.finish())
    .finish();
}

function writeSubset(
  writer: ByteWriter,
  [type, number]: readonly [number, number],
  inner: Uint8Array,
): void {
  writer
    .u16le(SUBSET_HEADER_LENGTH)
    .u16le(type)
    .u8(number)
    .u8(0)
    .u16le(SUBSET_HEADER_LENGTH + inner.length)
    .bytes(inner);
}

/** @throws WireError when lengths do not agree with what is there or a known part is malformed. */
export function decodeMsOs20Set(bytes: Uint8Array): MsOs20Set {
  return inPlace('Microsoft OS 2.0 descriptor set', () => {
    const reader = new ByteReader(bytes);
    const header = nextPart(reader);
    if (header.type !== SET_HEADER) throw new WireError('type', 'no set header');
    const windowsVersion = header.body.u32le();
    const total = header.body.u16le();
    if (total !== bytes.length) {
      const code = total > bytes.length ? 'truncated' : 'trailing';
      throw new WireError(code, `${String(bytes.length)} bytes of ${String(total)}`);
    }
    const inner = readParts(reader, CONFIGURATION_HEADER);
    return {
      windowsVersion,
      features: inner.features,
      configurations: inner.subsets.map(({ number: index, reader: within }) => {
        const { features, subsets } = readParts(within, FUNCTION_HEADER);
        return { index, features, functions: subsets.map(readFunction) };
      }),
    };
  });
}

interface Subset {
  readonly number: number;
  /** What is in the subset behind its header. */
  readonly reader: ByteReader;
}

function readFunction({ number, reader }: Subset): MsOs20Function {
  return { firstInterface: number, features: readParts(reader, undefined).features };
}

/** Features, and behind them subsets that begin with a header of type `subsetType`. */
function readParts(
  reader: ByteReader,
  subsetType: number | undefined,
): { readonly features: readonly MsOs20Feature[]; readonly subsets: readonly Subset[] } {
  const features: MsOs20Feature[] = [];
  const subsets: Subset[] = [];
  while (reader.remaining > 0) {
    const { type, body, length } = nextPart(reader);
    if (type === subsetType) {
      const number = body.u8();
      body.skip(1);
      const inner = body.u16le() - length;
      if (inner < 0) throw new WireError('malformed', 'a subset shorter than its header');
      subsets.push({ number, reader: new ByteReader(reader.take(inner)) });
    } else if (type <= FUNCTION_HEADER || subsets.length > 0) {
      throw new WireError('order', `a part of type ${String(type)} where it cannot stand`);
    } else {
      features.push(decodeFeature(type, body.take(body.remaining)));
    }
  }
  return { features, subsets };
}

/** The next descriptor: wLength counts its own two bytes and the two of the type. */
function nextPart(reader: ByteReader): {
  readonly type: number;
  readonly body: ByteReader;
  readonly length: number;
} {
  const length = reader.u16le();
  if (length < 4) throw new WireError('malformed', `a part of ${String(length)} bytes`);
  const type = reader.u16le();
  return { type, body: new ByteReader(reader.take(length - 4)), length };
}
