import { DEFAULT_BAUD_RATE, parseDeviceUrl } from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';

/** Where a stream of bytes to an instrument is. */
export type StreamAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number };

/** Where a HID board is. */
export type HidAddress =
  | { readonly kind: 'hid'; readonly path: string }
  /** Its place in the USB tree of Linux: `1-1.4`. */
  | { readonly kind: 'usb'; readonly place: string }
  /** Exported by a USB/IP server, and used without the kernel. */
  | {
      readonly kind: 'usbip';
      readonly host: string;
      readonly port: number;
      readonly busId: string;
    };

/** `tcp://host:port` (or `tcp:host:port`), `serial:/dev/ttyUSB0?baud=9600`. @throws UsageError */
export function parseStreamAddress(text: string): StreamAddress {
  const url = parseDeviceUrl(text.replace(/^tcp:\/\//, 'tcp:'));
  if (url.kind === 'tcp' || url.kind === 'serial') return url;
  throw new UsageError(`${text}: write tcp://HOST:PORT or serial:/dev/ttyUSB0?baud=9600`);
}

/** `hid:/dev/hidraw0`, `usb:1-1.4`, `usbip://host:port/1-1`. @throws UsageError */
export function parseHidAddress(text: string): HidAddress {
  if (text.startsWith('hid:')) return { kind: 'hid', path: text.slice('hid:'.length) };
  if (text.startsWith('usb:')) return { kind: 'usb', place: text.slice('usb:'.length) };
  const match = /^usbip:(?:\/\/)?(.+)\/([^/]{1,31})$/.exec(text);
  const [, server, busId] = match ?? [];
  if (server === undefined || busId === undefined) {
    throw new UsageError(`${text}: write usb:1-1.4, hid:/dev/hidraw0 or usbip://HOST:PORT/1-1`);
  }
  const url = parseDeviceUrl(`tcp:${server}`);
  if (url.kind !== 'tcp') throw new UsageError(`${text}: write usbip://HOST:PORT/1-1`);
  return { kind: 'usbip', host: url.host, port: url.port, busId };
}

/** The same text for the same place, however it is written: for leases and messages. */
export function addressText(address: StreamAddress | HidAddress): string {
  switch (address.kind) {
    case 'tcp':
      return `tcp://${hostText(address.host)}:${address.port}`;
    case 'serial': {
      const baud = address.baudRate === DEFAULT_BAUD_RATE ? '' : `?baud=${address.baudRate}`;
      return `serial:${address.path}${baud}`;
    }
    case 'hid':
      return `hid:${address.path}`;
    case 'usb':
      return `usb:${address.place}`;
    case 'usbip':
      return `usbip://${hostText(address.host)}:${address.port}/${address.busId}`;
  }
}

/**
 * What an address leads to, however it is spelt: a line is one line at any speed, and this machine
 * has several names.
 */
export function placeKey(address: StreamAddress | HidAddress): string {
  if (address.kind === 'serial') return `serial:${address.path}`;
  if (!('host' in address)) return addressText(address);
  const isHere = /^(?:localhost|::1)$/i.test(address.host);
  return addressText(isHere ? { ...address, host: '127.0.0.1' } : address);
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}
