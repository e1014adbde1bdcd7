import { UsageError, WireError } from '../bytes/errors.ts';
import { UsbDescriptorType } from './codes.ts';
import { descriptor } from './descriptor.ts';
import { listToEnd, u16le } from './layout.ts';

/** English (United States), the language that hosts ask for when they have the choice. */
export const ENGLISH_US = 0x0409;

/** Most UTF-16 units of a string: 255 bytes, two of them length and type. */
export const USB_STRING_LIMIT = 126;

/** USB 2.0 tables 9-15 and 9-16: the languages stand in string 0, the same way as text. */
const units = descriptor('string', { type: UsbDescriptorType.String }, { units: listToEnd(u16le) });

/** @throws UsageError when the text has more than 126 UTF-16 units. */
export function encodeUsbString(text: string): Uint8Array {
  if (text.length > USB_STRING_LIMIT) {
    throw new UsageError(`a USB string has at most ${String(USB_STRING_LIMIT)} UTF-16 units`);
  }
  return units.encode({ units: Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)) });
}

/**
 * The text as it stands: surrogates may be alone, zeros may be in it.
 * @throws WireError when the bytes are not one string descriptor of whole units.
 */
export function decodeUsbString(bytes: Uint8Array): string {
  return String.fromCharCode(...units.decode(bytes).units);
}

export function encodeUsbLanguages(languageIds: readonly number[]): Uint8Array {
  return units.encode({ units: languageIds });
}

/** @throws WireError when the bytes are not string 0 with at least one language. */
export function decodeUsbLanguages(bytes: Uint8Array): readonly number[] {
  const languages = units.decode(bytes).units;
  if (languages.length === 0) throw new WireError('missing', 'string descriptor: no language');
  return languages;
}
