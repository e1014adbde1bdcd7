import { interfacesOf, UsageError, type UsbDescription } from '@fobkit/protocol';

/** `enum usb_device_speed` of Linux. */
const FULL_SPEED = 2;

/** Address 1 of a bus is its root hub's. */
const FIRST_ADDRESS = 2;
const LAST_ADDRESS = 127;

/** Where a device is among those that a server exports: a bus and a port of its root hub. */
export interface UsbipSlot {
  readonly bus: number;
  readonly port: number;
}

/** What a server tells of a device that it exports. */
export interface UsbipDevice {
  readonly path: string;
  readonly busId: string;
  readonly busNumber: number;
  readonly deviceNumber: number;
  readonly speed: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  /** bConfigurationValue of the configuration whose interfaces are listed. */
  readonly configuration: number;
  readonly configurationCount: number;
  readonly interfaces: readonly UsbipInterface[];
}

export interface UsbipInterface {
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** The n-th slot: a root hub has as many ports as a bus has addresses for devices. */
export function slotAt(n: number): UsbipSlot {
  const ports = LAST_ADDRESS - FIRST_ADDRESS + 1;
  return { bus: Math.floor(n / ports) + 1, port: (n % ports) + 1 };
}

/** The slot of a bus id as `1-1`. @throws UsageError when it is none. */
export function slotOf(busId: string): UsbipSlot {
  const [, bus = '', port = ''] = /^([1-9]\d{0,4})-([1-9]\d{0,2})$/.exec(busId) ?? [];
  const slot = { bus: Number(bus), port: Number(port) };
  if (bus === '' || slot.bus > 0x7fff || deviceNumberOf(slot) > LAST_ADDRESS) {
    throw new UsageError('a bus id is BUS-PORT, as 1-1; a bus has ports 1 to 126');
  }
  return slot;
}

export function busIdOf({ bus, port }: UsbipSlot): string {
  return `${bus}-${port}`;
}

/** The USB address of the device in a slot. */
export function deviceNumberOf({ port }: UsbipSlot): number {
  return port - 1 + FIRST_ADDRESS;
}

/** `devid` of the URB commands. */
export function deviceIdOf(slot: UsbipSlot): number {
  return slot.bus * 0x1_0000 + deviceNumberOf(slot);
}

export function usbipDevice(slot: UsbipSlot, description: UsbDescription): UsbipDevice {
  const { device, configuration } = description;
  const busId = busIdOf(slot);
  return {
    path: `/sys/devices/platform/fobkit/usb${slot.bus}/${busId}`,
    busId,
    busNumber: slot.bus,
    deviceNumber: deviceNumberOf(slot),
    speed: FULL_SPEED,
    vendorId: device.vendorId,
    productId: device.productId,
    deviceVersion: device.deviceVersion,
    class: device.deviceClass,
    subclass: device.deviceSubclass,
    protocol: device.deviceProtocol,
    configuration: configuration.value,
    configurationCount: device.configurationCount,
    interfaces: interfacesOf(description).filter(({ alternate }) => alternate === 0),
  };
}
