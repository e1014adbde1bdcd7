import {
  decodeUsbLanguages,
  decodeUsbString,
  type DeviceDescriptor,
  type UsbConfiguration,
  UsbDescriptorType,
} from '@fobkit/protocol';
import { bearable } from './bearable.ts';
import { getDescriptor, required } from './control-requests.ts';
import type { UsbSteps } from './usb-steps.ts';

/** Texts by their index. */
export type UsbStrings = ReadonlyMap<number, string>;

/** A string descriptor has at most so many bytes; asked for at once, as Linux does. */
const WHOLE = 255;

/**
 * Every string that a descriptor names, in the first language that the device has. One that cannot
 * be read is left out with a complaint.
 */
export function* readStrings(
  device: DeviceDescriptor,
  configurations: readonly UsbConfiguration[],
  complaints: string[],
): UsbSteps<UsbStrings> {
  const strings = new Map<number, string>();
  const indices = stringIndices(device, configurations);
  if (indices.size === 0) return strings;
  const firstLanguage = readString(0, 0, (bytes) => decodeUsbLanguages(bytes)[0]);
  const language = yield* bearable(firstLanguage, complaints);
  if (language === undefined) return strings;
  for (const index of indices) {
    const text = yield* bearable(readString(index, language, decodeUsbString), complaints);
    if (text !== undefined) strings.set(index, text);
  }
  return strings;
}

function* readString<T>(
  number: number,
  language: number,
  decode: (bytes: Uint8Array) => T,
): UsbSteps<T> {
  const wanted = { type: UsbDescriptorType.String, number, index: language, length: WHOLE };
  return decode(yield* required(`GET_DESCRIPTOR of string ${number}`, getDescriptor(wanted)));
}

function stringIndices(
  device: DeviceDescriptor,
  configurations: readonly UsbConfiguration[],
): ReadonlySet<number> {
  const { manufacturerIndex, productIndex, serialNumberIndex } = device;
  const indices = new Set([manufacturerIndex, productIndex, serialNumberIndex]);
  for (const { stringIndex, functions } of configurations) {
    indices.add(stringIndex);
    for (const { association, interfaces } of functions) {
      if (association !== undefined) indices.add(association.stringIndex);
      for (const one of interfaces) indices.add(one.stringIndex);
    }
  }
  indices.delete(0);
  return indices;
}
