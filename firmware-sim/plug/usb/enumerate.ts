import {
  type Bos,
  CONFIGURATION_HEAD_LENGTH,
  configurationLength,
  decodeBos,
  decodeConfiguration,
  decodeDeviceDescriptor,
  type DeviceDescriptor,
  type UsbConfiguration,
  UsbDescriptorType,
  UsbRequest,
  WireError,
} from '@fobkit/protocol';
import { bearable } from './bearable.ts';
import { getDescriptor, required, standardOut } from './control-requests.ts';
import { readStrings, type UsbStrings } from './enumerate-strings.ts';
import type { UsbSteps } from './usb-steps.ts';

/** What a host has learned of a device, from its own bytes alone. */
export interface EnumeratedDevice {
  readonly address: number;
  readonly device: DeviceDescriptor;
  readonly configurations: readonly UsbConfiguration[];
  /** bConfigurationValue of the one that was chosen; 0 when none was. */
  readonly configuration: number;
  /** Undefined when the device has none, or when it is broken. */
  readonly bos: Bos | undefined;
  readonly strings: UsbStrings;
  /** What an operating system would note in its log and live with. */
  readonly complaints: readonly string[];
}

export interface EnumerateOptions {
  /** 1 to 127; 1 if absent. */
  readonly address?: number;
  /** Whether to choose the first configuration; true if absent. */
  readonly configure?: boolean;
}

const DEVICE_LENGTH = 18;
const BOS_HEAD_LENGTH = 5;
/** From this bcdUSB on a device is asked for a BOS (USB 2.0 LPM ECN §3). */
const USB_2_01 = 0x0201;
/** More configurations than this are not looked at, as in Linux (USB_MAXCONFIG). */
const MOST_CONFIGURATIONS = 8;

/**
 * What a host does with a device that was just reset (USB 2.0 §9.1.2): the device descriptor twice,
 * first by its 8 bytes that tell the packet size, an address, configurations, BOS, strings, and
 * SET_CONFIGURATION.
 *
 * Throws `UsbTransferError` when the device refuses what it has to answer, `WireError` when its
 * device or configuration descriptor is broken.
 */
export function* enumerate(options: EnumerateOptions = {}): UsbSteps<EnumeratedDevice> {
  const { address = 1, configure = true } = options;
  const complaints: string[] = [];
  const length = yield* readDeviceLength();
  yield* required('SET_ADDRESS', standardOut('device', UsbRequest.SetAddress, address));
  const device = decodeDeviceDescriptor(yield* readDescriptor('device', { length }));
  const asked = device.usbVersion >= USB_2_01;
  const bos = asked ? yield* bearable(readBos(), complaints) : undefined;
  const configurations = yield* readConfigurations(device);
  const strings = yield* readStrings(device, configurations, complaints);
  const [first] = configurations;
  const value = configure && first !== undefined ? first.value : 0;
  if (value > 0) {
    const urb = standardOut('device', UsbRequest.SetConfiguration, value);
    yield* required('SET_CONFIGURATION', urb);
  }
  return { address, device, configurations, configuration: value, bos, strings, complaints };
}

const TYPES = {
  device: UsbDescriptorType.Device,
  configuration: UsbDescriptorType.Configuration,
  BOS: UsbDescriptorType.Bos,
} as const;

interface Part {
  readonly number?: number;
  readonly length: number;
}

function readDescriptor(name: keyof typeof TYPES, part: Part): UsbSteps<Uint8Array> {
  return required(`GET_DESCRIPTOR of the ${name}`, getDescriptor({ type: TYPES[name], ...part }));
}

/** Length of the device descriptor. The packet size beside it is the port's to know. */
function* readDeviceLength(): UsbSteps<number> {
  const [length = 0, type, , , , , , packetSize = 0] = yield* readDescriptor('device', {
    length: 8,
  });
  if (type !== TYPES.device || length < DEVICE_LENGTH) {
    throw new WireError('malformed', 'device descriptor: its first 8 bytes are not of one');
  }
  if (![8, 16, 32, 64].includes(packetSize)) {
    throw new WireError('value', `device descriptor: ${packetSize} bytes in a packet`);
  }
  return length;
}

function* readConfigurations(device: DeviceDescriptor): UsbSteps<readonly UsbConfiguration[]> {
  const count = Math.min(device.configurationCount, MOST_CONFIGURATIONS);
  const configurations: UsbConfiguration[] = [];
  for (let number = 0; number < count; number++) {
    const head = yield* readDescriptor('configuration', {
      number,
      length: CONFIGURATION_HEAD_LENGTH,
    });
    const length = configurationLength(head);
    const bytes = yield* readDescriptor('configuration', { number, length });
    configurations.push(decodeConfiguration(bytes));
  }
  return configurations;
}

function* readBos(): UsbSteps<Bos> {
  const [, , low = 0, high = 0] = yield* readDescriptor('BOS', { length: BOS_HEAD_LENGTH });
  return decodeBos(yield* readDescriptor('BOS', { length: low | (high << 8) }));
}
