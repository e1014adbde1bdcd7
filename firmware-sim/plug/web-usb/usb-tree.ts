import type { EndpointDescriptor, UsbConfiguration, UsbInterface } from '@fobkit/protocol';
import type { EnumeratedDevice } from '../usb/enumerate.ts';

/** WebUSB's `USBEndpoint`. */
export interface FobUsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: 'bulk' | 'interrupt' | 'isochronous';
  readonly packetSize: number;
}

/** WebUSB's `USBAlternateInterface`. */
export interface FobUsbAlternate {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly interfaceName: string | null;
  readonly endpoints: FobUsbEndpoint[];
}

/** WebUSB's `USBConfiguration`. */
export interface FobUsbConfiguration {
  readonly configurationValue: number;
  readonly configurationName: string | null;
  readonly interfaces: FobUsbInterface[];
}

/** WebUSB §6.6: interfaces that pages reach by better ways, or not at all. */
const PROTECTED_CLASSES: readonly number[] = [0x01, 0x03, 0x08, 0x0b, 0x0e, 0x10, 0xe0];

/** WebUSB's `USBInterface`. */
export class FobUsbInterface {
  readonly interfaceNumber: number;
  readonly alternates: FobUsbAlternate[];
  #claimed = false;
  #setting = 0;

  constructor(interfaceNumber: number, alternates: FobUsbAlternate[]) {
    this.interfaceNumber = interfaceNumber;
    this.alternates = alternates;
  }

  get claimed(): boolean {
    return this.#claimed;
  }

  get alternate(): FobUsbAlternate {
    const [first] = this.alternates;
    const chosen = this.findAlternate(this.#setting) ?? first;
    if (chosen === undefined) throw new Error('an interface has at least one setting');
    return chosen;
  }

  /** For the device. */
  get isProtected(): boolean {
    return this.alternates.some((one) => PROTECTED_CLASSES.includes(one.interfaceClass));
  }

  /** For the device. */
  findAlternate(setting: number): FobUsbAlternate | undefined {
    return this.alternates.find((one) => one.alternateSetting === setting);
  }

  /** For the device. */
  claim(claimed: boolean): void {
    this.#claimed = claimed;
    this.#setting = 0;
  }

  /** For the device. */
  choose(setting: number): void {
    this.#setting = setting;
  }
}

/** The tree that WebUSB shows of what a device described. */
export function usbTree(device: EnumeratedDevice): FobUsbConfiguration[] {
  return device.configurations.map((one) => configurationOf(device, one));
}

function configurationOf(
  { strings }: EnumeratedDevice,
  { value, stringIndex, functions }: UsbConfiguration,
): FobUsbConfiguration {
  const byNumber = new Map<number, FobUsbAlternate[]>();
  for (const one of functions.flatMap(({ interfaces }) => interfaces)) {
    const alternates = byNumber.get(one.number) ?? [];
    byNumber.set(one.number, alternates);
    alternates.push(alternateOf(one, strings.get(one.stringIndex)));
  }
  return {
    configurationValue: value,
    configurationName: strings.get(stringIndex) ?? null,
    interfaces: Array.from(
      byNumber,
      ([number, alternates]) => new FobUsbInterface(number, alternates),
    ),
  };
}

function alternateOf(one: UsbInterface, name: string | undefined): FobUsbAlternate {
  return {
    alternateSetting: one.alternate,
    interfaceClass: one.class,
    interfaceSubclass: one.subclass,
    interfaceProtocol: one.protocol,
    interfaceName: name ?? null,
    endpoints: one.endpoints.flatMap(endpointOf),
  };
}

function endpointOf(endpoint: EndpointDescriptor): FobUsbEndpoint[] {
  const { address, transfer, maxPacketSize } = endpoint;
  if (transfer === 'control') return [];
  return [
    {
      endpointNumber: address & 0x0f,
      direction: (address & 0x80) === 0 ? 'out' : 'in',
      type: transfer,
      packetSize: maxPacketSize & 0x07ff,
    },
  ];
}
