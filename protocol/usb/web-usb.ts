import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { UsbDescriptorType } from './codes.ts';
import { descriptor } from './descriptor.ts';
import { mapped, restBytes, u8 } from './layout.ts';

/** bScheme: WebUSB table 2. */
const SCHEMES: readonly (readonly [number, string])[] = [
  [0, 'http://'],
  [1, 'https://'],
];

/** The URL carries its scheme itself. */
const NO_SCHEME = 255;

/** WebUSB §4.3.1. Its type, 3, is that of a string; only the vendor request gives it. */
const urlDescriptor = descriptor(
  'WebUSB URL',
  { type: UsbDescriptorType.String },
  {
    scheme: u8,
    rest: mapped<Uint8Array, string>(restBytes, { read: decodeUtf8, write: encodeUtf8 }),
  },
);

/** @throws UsageError when the URL is longer than 252 bytes without `https://`. */
export function encodeWebUsbUrl(url: string): Uint8Array {
  const known = SCHEMES.find(([, prefix]) => url.startsWith(prefix));
  if (known === undefined) return urlDescriptor.encode({ scheme: NO_SCHEME, rest: url });
  const [scheme, prefix] = known;
  return urlDescriptor.encode({ scheme, rest: url.slice(prefix.length) });
}

/** @throws WireError when the bytes are not one URL descriptor of UTF-8. */
export function decodeWebUsbUrl(bytes: Uint8Array): string {
  const { scheme, rest } = urlDescriptor.decode(bytes);
  const prefix = SCHEMES.find(([code]) => code === scheme)?.[1] ?? '';
  return prefix + rest;
}
