import { WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { type ClassDescriptor, encodeClassDescriptor } from './class-descriptors.ts';
import { ConfigurationTree } from './configuration-tree.ts';
import { inPlace, splitDescriptors } from './descriptor.ts';
import {
  configurationHead,
  endpointHead,
  interfaceAssociation,
  interfaceHead,
  type UsbConfiguration,
  type UsbInterface,
} from './interface-descriptors.ts';

/** Length of the descriptor that begins a configuration; it tells the length of the whole. */
export const CONFIGURATION_HEAD_LENGTH = 9;

const SELF_POWERED = 0x40;
const REMOTE_WAKEUP = 0x20;
/** USB 2.0 table 9-10: bit 7 is reserved and set. */
const ALWAYS_SET = 0x80;

/**
 * A configuration with everything in it, as GET_DESCRIPTOR gives it.
 * @throws UsageError when a value does not fit its field.
 */
export function encodeConfiguration(configuration: UsbConfiguration): Uint8Array {
  const body = new ByteWriter(256);
  writeAll(body, configuration.descriptors);
  for (const { association, descriptors, interfaces } of configuration.functions) {
    if (association !== undefined) body.bytes(interfaceAssociation.encode(association));
    writeAll(body, descriptors);
    for (const one of interfaces) writeInterface(body, one);
  }
  const { selfPowered, remoteWakeup } = configuration;
  const attributes =
    ALWAYS_SET | (selfPowered ? SELF_POWERED : 0) | (remoteWakeup ? REMOTE_WAKEUP : 0);
  const interfaceCount = interfaceNumbers(configuration).size;
  const extraLength = configuration.extra?.length ?? 0;
  const totalLength = CONFIGURATION_HEAD_LENGTH + extraLength + body.length;
  const head = { ...configuration, attributes, interfaceCount, totalLength };
  return new ByteWriter(totalLength)
    .bytes(configurationHead.encode(head))
    .bytes(body.finish())
    .finish();
}

function writeInterface(writer: ByteWriter, one: UsbInterface): void {
  writer.bytes(interfaceHead.encode({ ...one, endpointCount: one.endpoints.length }));
  writeAll(writer, one.descriptors);
  for (const endpoint of one.endpoints) {
    const { transfer, furtherAttributes: further = 0 } = endpoint;
    writer.bytes(endpointHead.encode({ ...endpoint, attributes: { transfer, further } }));
    writeAll(writer, endpoint.descriptors);
  }
}

function writeAll(writer: ByteWriter, descriptors: readonly ClassDescriptor[] = []): void {
  for (const one of descriptors) writer.bytes(encodeClassDescriptor(one));
}

/**
 * The tree of a whole configuration. Descriptors of unknown types stay as they are, in their
 * place; reserved bits are not looked at.
 *
 * @throws WireError when lengths or counts do not agree with what is there.
 */
export function decodeConfiguration(bytes: Uint8Array): UsbConfiguration {
  const total = inPlace('configuration descriptor', () => configurationLength(bytes));
  if (total > bytes.length) {
    throw new WireError(
      'truncated',
      `configuration descriptor: ${String(bytes.length)} bytes of ${String(total)}`,
    );
  }
  if (total < bytes.length) {
    throw new WireError(
      'trailing',
      `configuration descriptor: ${String(bytes.length - total)} bytes after its wTotalLength`,
    );
  }
  const [first = bytes, ...parts] = splitDescriptors(bytes);
  const head = configurationHead.decode(first);
  const tree = new ConfigurationTree();
  for (const part of parts) {
    inPlace(`configuration, byte ${String(part.byteOffset - bytes.byteOffset)}`, () => {
      tree.take(part);
    });
  }
  const configuration: UsbConfiguration = {
    value: head.value,
    selfPowered: (head.attributes & SELF_POWERED) !== 0,
    remoteWakeup: (head.attributes & REMOTE_WAKEUP) !== 0,
    maxPowerMilliamps: head.maxPowerMilliamps,
    stringIndex: head.stringIndex,
    ...tree.finish(),
    ...(head.extra === undefined ? {} : { extra: head.extra }),
  };
  const count = interfaceNumbers(configuration).size;
  if (count !== head.interfaceCount) {
    throw new WireError(
      'value',
      `configuration: ${String(count)} interfaces, bNumInterfaces ${String(head.interfaceCount)}`,
    );
  }
  return configuration;
}

/**
 * The length of a whole configuration (wTotalLength), from its first bytes: a host that has read
 * nine asks for that many.
 *
 * @throws WireError when they are fewer than four or of another descriptor.
 */
export function configurationLength(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  const length = reader.u8();
  if (reader.u8() !== configurationHead.type) throw new WireError('type', 'another descriptor');
  const total = reader.u16le();
  if (length < CONFIGURATION_HEAD_LENGTH || total < length) {
    throw new WireError('malformed', 'a configuration shorter than its own first descriptor');
  }
  return total;
}

function interfaceNumbers(configuration: UsbConfiguration): ReadonlySet<number> {
  const all = configuration.functions.flatMap(({ interfaces }) => interfaces);
  return new Set(all.map(({ number }) => number));
}
