import { encodeBos } from './bos.ts';
import { type ClassDescriptor, encodeClassDescriptor } from './class-descriptors.ts';
import { UsbDescriptorType } from './codes.ts';
import { encodeConfiguration } from './configuration.ts';
import { interfacesOf, usbStringOf, type UsbDescription } from './description.ts';
import { encodeDeviceDescriptor } from './device-descriptor.ts';
import { encodeUsbLanguages, encodeUsbString } from './strings.ts';

/**
 * What a device answers to GET_DESCRIPTOR, uncut: the caller sends at most wLength bytes of it.
 * Undefined is a stall; so is the device qualifier of a device that knows one speed.
 *
 * @param type wValue's high byte.
 * @param index wValue's low byte.
 * @param languageOrInterface wIndex: the language of a string, the interface of a HID descriptor.
 */
export function answerDescriptor(
  description: UsbDescription,
  type: number,
  index: number,
  languageOrInterface: number,
): Uint8Array | undefined {
  switch (type) {
    case UsbDescriptorType.Device:
      return index === 0 ? encodeDeviceDescriptor(description.device) : undefined;
    case UsbDescriptorType.Configuration:
      return index === 0 ? encodeConfiguration(description.configuration) : undefined;
    case UsbDescriptorType.String:
      return answerString(description, index, languageOrInterface);
    case UsbDescriptorType.Bos:
      return description.bos === undefined || index !== 0 ? undefined : encodeBos(description.bos);
    case UsbDescriptorType.Hid:
      return index === 0 ? answerHid(description, languageOrInterface) : undefined;
    case UsbDescriptorType.HidReport:
      return index === 0 ? description.hidReports[languageOrInterface] : undefined;
    default:
      return undefined;
  }
}

function answerString(
  description: UsbDescription,
  index: number,
  language: number,
): Uint8Array | undefined {
  if (index === 0) return encodeUsbLanguages([description.languageId]);
  const text = language === description.languageId ? usbStringOf(description, index) : undefined;
  return text === undefined ? undefined : encodeUsbString(text);
}

function answerHid(description: UsbDescription, number: number): Uint8Array | undefined {
  const one = interfacesOf(description).find((each) => each.number === number);
  const isHid = ({ kind }: ClassDescriptor): boolean => kind === 'hid';
  const hid = one?.descriptors.find(isHid);
  return hid === undefined ? undefined : encodeClassDescriptor(hid);
}
