import type { MetHid } from '../usb/meet-hid.ts';
import type { UhidDevice } from './uhid-event.ts';

const BUS_USB = 3;

/**
 * What Linux' driver of USB HID would tell the kernel of a device.
 * @param place Where it is, in words that no other device has.
 */
export function kernelDevice({ device, binding }: MetHid, place: string): UhidDevice {
  const { strings } = device;
  const { vendorId, productId, manufacturerIndex, productIndex, serialNumberIndex } = device.device;
  const names = [strings.get(manufacturerIndex), strings.get(productIndex)];
  return {
    name: names.filter((name) => name !== undefined).join(' '),
    phys: `${place}/input${binding.interface}`,
    uniq: strings.get(serialNumberIndex) ?? '',
    bus: BUS_USB,
    vendorId,
    productId,
    version: binding.descriptor.version,
    country: binding.descriptor.countryCode,
    reportDescriptor: binding.reportDescriptor,
  };
}
