import { encodeConfiguration } from '../usb/configuration.ts';
import { encodeDeviceDescriptor } from '../usb/device-descriptor.ts';
import { UsbDescriptorType, UsbRequest } from '../usb/codes.ts';
import type { UsbDescription } from '../usb/description.ts';
import { encodeSetup } from '../usb/setup.ts';
import { URB_IN_PROGRESS, type UrbRecord } from './usbmon-packet.ts';

export interface DescriptorPlace {
  readonly bus: number;
  readonly device: number;
  /** Of the first transfer; the second has the next. */
  readonly id: number;
}

const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * The transfers in which a host asks a device what it is: its device and configuration descriptors,
 * by which Wireshark knows whose the other transfers are.
 */
export function descriptorTransfers(
  description: Pick<UsbDescription, 'device' | 'configuration'>,
  { bus, device, id }: DescriptorPlace,
): readonly UrbRecord[] {
  const descriptors = [
    [UsbDescriptorType.Device, encodeDeviceDescriptor(description.device)],
    [UsbDescriptorType.Configuration, encodeConfiguration(description.configuration)],
  ] as const;
  return descriptors.flatMap(([type, descriptor], i): UrbRecord[] => {
    const { length } = descriptor;
    const setup = encodeSetup({
      direction: 'in',
      type: 'standard',
      recipient: 'device',
      request: UsbRequest.GetDescriptor,
      value: type << 8,
      index: 0,
      length,
    });
    const common = {
      bus,
      device,
      id: id + i,
      endpoint: 0x80,
      transfer: 'control',
      length,
    } as const;
    return [
      { ...common, kind: 'submit', setup, status: URB_IN_PROGRESS, data: NOTHING },
      { ...common, kind: 'complete', status: 0, data: descriptor },
    ];
  });
}
