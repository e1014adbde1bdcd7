import { UsageError } from '@fobkit/protocol';

/** Speed of a real UART when the URL names none; a USB port and a pty ignore it. */
export const DEFAULT_BAUD_RATE = 115_200;

/** Where a fob is reached. */
export type DeviceUrl =
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** A HID device, by the path that node-hid knows: `/dev/hidraw0` on Linux. */
  | { readonly kind: 'hid'; readonly path: string }
  /** The WebUSB interface of a fob, by device id, which is its iSerial: 16 lower-case hex digits. */
  | { readonly kind: 'usb'; readonly deviceId: string }
  /** An emulated fob. */
  | { readonly kind: 'sim'; readonly deviceId: string }
  /** A fob wherever it is, on whatever link. */
  | { readonly kind: 'id'; readonly deviceId: string };

const KINDS = 'serial:, hid:, usb:, tcp: or sim:, or be a device id';

/**
 * Reads `serial:/dev/ttyACM0`, `serial:COM3?baud=9600`, `hid:/dev/hidraw0`, `usb:DEVICEID`,
 * `tcp:host:port`, `tcp:[::1]:4000`, `sim:DEVICEID` or a bare `DEVICEID`.
 *
 * @throws UsageError that says which part is wrong.
 */
export function parseDeviceUrl(url: string): DeviceUrl {
  const colon = url.indexOf(':');
  const kind = colon < 0 ? '' : url.slice(0, colon);
  const rest = url.slice(colon + 1);
  if (kind === 'serial') return parseSerial(url, rest);
  if (kind === 'tcp') return parseTcp(url, rest);
  if (kind === 'hid') return { kind, path: parsePath(url, rest) };
  if (kind === 'sim' || kind === 'usb') return { kind, deviceId: parseId(url, rest) };
  if (isDeviceId(url)) return { kind: 'id', deviceId: url.toLowerCase() };
  throw wrong(url, `it must begin with ${KINDS}${hintOf(url)}`);
}

/** Whether the text is the number of a chip: 16 hex digits, in either case. */
export function isDeviceId(text: string): boolean {
  return /^[0-9a-f]{16}$/i.test(text);
}

function hintOf(url: string): string {
  if (url.startsWith('/dev/hidraw')) return `; did you mean hid:${url}?`;
  return url.startsWith('/') || /^COM\d+$/i.test(url) ? `; did you mean serial:${url}?` : '';
}

export function formatDeviceUrl(url: DeviceUrl): string {
  switch (url.kind) {
    case 'tcp': {
      const host = url.host.includes(':') ? `[${url.host}]` : url.host;
      return `tcp:${host}:${String(url.port)}`;
    }
    case 'serial': {
      const baud = url.baudRate === DEFAULT_BAUD_RATE ? '' : `?baud=${String(url.baudRate)}`;
      return `serial:${url.path}${baud}`;
    }
    case 'hid':
      return `hid:${url.path}`;
    case 'id':
      return url.deviceId;
    default:
      return `${url.kind}:${url.deviceId}`;
  }
}

function parseSerial(url: string, rest: string): DeviceUrl {
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  if (path === '') throw wrong(url, 'the path of the port is missing');
  let baudRate = DEFAULT_BAUD_RATE;
  for (const [name, value] of question < 0 ? [] : pairs(rest.slice(question + 1))) {
    if (name !== 'baud') throw wrong(url, `${name} is no option of a serial link; baud is`);
    baudRate = wholeNumber(value);
    if (!(baudRate >= 50 && baudRate <= 4_000_000)) {
      throw wrong(url, 'baud must be a whole number from 50 to 4000000');
    }
  }
  return { kind: 'serial', path, baudRate };
}

function parseTcp(url: string, rest: string): DeviceUrl {
  if (rest.startsWith('//')) throw wrong(url, 'write tcp:HOST:PORT, without slashes');
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:[\]]+)):(?<port>[^:]*)$/.exec(rest)?.groups;
  const host = match?.['six'] ?? match?.['four'];
  if (host === undefined) throw wrong(url, 'write tcp:HOST:PORT, with an IPv6 address in [ ]');
  const port = wholeNumber(match?.['port'] ?? '');
  if (!(port >= 1 && port <= 65_535)) throw wrong(url, 'the port must be from 1 to 65535');
  return { kind: 'tcp', host, port };
}

function parsePath(url: string, rest: string): string {
  if (rest === '') throw wrong(url, 'the path of the HID device is missing');
  return rest;
}

function parseId(url: string, rest: string): string {
  if (!isDeviceId(rest)) throw wrong(url, 'a device id has 16 hex digits');
  return rest.toLowerCase();
}

function pairs(query: string): (readonly [string, string])[] {
  return query.split('&').map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function wrong(url: string, why: string): UsageError {
  return new UsageError(`device ${url === '' ? '(empty)' : url}: ${why}`);
}
