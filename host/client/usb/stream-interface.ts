import { FOB_USB, UsbClass } from '@fobkit/protocol';
import type { WebUsbDevice, WebUsbEndpoint } from './web-usb.ts';

/** The interface of a fob that carries serial frames over bulk endpoints. */
export interface StreamInterface {
  readonly number: number;
  /** Endpoint numbers, without the bit of the direction. */
  readonly in: number;
  readonly out: number;
  /** Bytes of the largest packet that the fob sends. */
  readonly packetSize: number;
}

const FULL_SPEED_BULK = 64;
const NUMBER_MASK = 0x0f;

/** Where fobkit's own fobs have it (docs/protocol/08-usb.md §8.2). */
const USUAL: StreamInterface = {
  number: FOB_USB.webusb.interface,
  in: FOB_USB.webusb.in & NUMBER_MASK,
  out: FOB_USB.webusb.out & NUMBER_MASK,
  packetSize: FULL_SPEED_BULK,
};

/**
 * The vendor interface with one bulk endpoint each way, as the device describes itself; the usual
 * one where its description cannot be read. Undefined: the device has none.
 */
export function findStreamInterface(device: WebUsbDevice): StreamInterface | undefined {
  const interfaces = readConfiguration(device)?.interfaces;
  if (interfaces === undefined) return USUAL;
  for (const { interfaceNumber, alternate } of interfaces) {
    if (alternate.interfaceClass !== UsbClass.Vendor) continue;
    const into = bulk(alternate.endpoints, 'in');
    const out = bulk(alternate.endpoints, 'out');
    if (into === undefined || out === undefined) continue;
    const { packetSize } = into;
    const numbers = { in: into.endpointNumber, out: out.endpointNumber };
    return { number: interfaceNumber, ...numbers, packetSize: sane(packetSize) };
  }
  return undefined;
}

/** Whether the device has told that it is in no configuration yet. */
export function isUnconfigured(device: WebUsbDevice): boolean {
  try {
    return device.configuration === null;
  } catch {
    return false;
  }
}

/** In Node the description is read from the device, which may fail. */
function readConfiguration(device: WebUsbDevice): WebUsbDevice['configuration'] {
  try {
    return device.configuration;
  } catch {
    return undefined;
  }
}

function bulk(
  endpoints: readonly WebUsbEndpoint[],
  direction: 'in' | 'out',
): WebUsbEndpoint | undefined {
  return endpoints.find((one) => one.type === 'bulk' && one.direction === direction);
}

function sane(packetSize: number): number {
  return packetSize >= 8 && packetSize <= 1024 ? packetSize : FULL_SPEED_BULK;
}
