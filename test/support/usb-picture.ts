import {
  describeFob,
  type EndpointDescriptor,
  interfacesOf,
  type UsbDescription,
  usbStringOf,
} from '@fobkit/protocol';
import { DEVICE_ID } from './raw-host.ts';

const WIDTH = 940;
const ROW = 20;
const HEAD = 76;
const GAP = 14;
const FONT = 'font-family="ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace"';

/** What the drivers of Linux make of an interface, and by what a program opens it. */
interface Seen {
  readonly interfaces: readonly number[];
  readonly title: string;
  readonly framing: string;
  readonly node: string;
  readonly libraries: string;
  readonly colour: string;
}

const SEEN: readonly Seen[] = [
  {
    interfaces: [0],
    title: 'HID, usage page 0xFF00',
    framing: '64-byte reports',
    node: '/dev/hidraw0',
    libraries: 'node-hid · WebHID',
    colour: '#2f62ad',
  },
  {
    interfaces: [1, 2],
    title: 'CDC-ACM serial port',
    framing: 'COBS frames',
    node: '/dev/ttyACM0',
    libraries: 'serialport · Web Serial',
    colour: '#2c7a51',
  },
  {
    interfaces: [3],
    title: 'WebUSB vendor interface',
    framing: 'COBS frames',
    node: 'usbfs',
    libraries: 'usb · navigator.usb',
    colour: '#9a5b13',
  },
];

/** The enumerated device: what the fob's descriptors say, and what an operating system makes of it. */
export function usbPicture(): string {
  const description = describeFob({ deviceId: DEVICE_ID, firmwareVersion: '1.0.0' });
  const parts: string[] = [];
  let y = HEAD + GAP;
  for (const seen of SEEN) {
    const endpoints = endpointsOfAll(description, seen.interfaces);
    const height = 46 + ROW * endpoints.length;
    parts.push(functionBox(seen, endpoints, y, height));
    y += height + GAP;
  }
  const height = y + 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<rect x="10" y="10" width="480" height="${y - 16}" rx="12" fill="#f4f6f8" stroke="#1d3f77" stroke-width="2"/>`,
    text(28, 38, usbStringOf(description, description.device.productIndex) ?? '', {
      size: 18,
      weight: 700,
    }),
    text(28, 62, deviceLine(description), { size: 13, fill: '#44505c' }),
    text(560, 38, 'unmodified operating system', { size: 16, weight: 700 }),
    text(560, 62, 'drivers of its own; nothing of fobkit', { size: 13, fill: '#44505c' }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function deviceLine({ device, configuration, strings }: UsbDescription): string {
  const id = `${hex4(device.vendorId)}:${hex4(device.productId)}`;
  const serial = strings[device.serialNumberIndex - 1] ?? '';
  return `${id}  iSerial ${serial}  full speed, ${configuration.maxPowerMilliamps} mA`;
}

function functionBox(
  { title, framing, node, libraries, colour, interfaces }: Seen,
  endpoints: readonly EndpointDescriptor[],
  y: number,
  height: number,
): string {
  const middle = y + height / 2;
  const numbers =
    interfaces.length > 1
      ? `interfaces ${interfaces.join(' + ')}`
      : `interface ${interfaces.join('')}`;
  return [
    `<rect x="26" y="${y}" width="448" height="${height}" rx="8" fill="#ffffff" stroke="${colour}" stroke-width="1.5"/>`,
    text(40, y + 24, title, { size: 15, weight: 700, fill: colour }),
    text(462, y + 24, numbers, { size: 12, fill: '#44505c', anchor: 'end' }),
    ...endpoints.map((endpoint, i) =>
      text(54, y + 46 + ROW * i, endpointLine(endpoint), { size: 13 }),
    ),
    text(462, y + 46, framing, { size: 13, fill: '#44505c', anchor: 'end' }),
    `<path d="M474 ${middle} H546" stroke="${colour}" stroke-width="2"/>`,
    `<path d="M538 ${middle - 5} L548 ${middle} L538 ${middle + 5} Z" fill="${colour}"/>`,
    `<rect x="550" y="${middle - 30}" width="374" height="60" rx="8" fill="#ffffff" stroke="${colour}" stroke-width="1.5"/>`,
    text(566, middle - 6, node, { size: 15, weight: 700 }),
    text(566, middle + 16, libraries, { size: 13, fill: '#44505c' }),
  ].join('\n');
}

function endpointLine({ address, transfer, maxPacketSize, interval }: EndpointDescriptor): string {
  const way = (address & 0x80) === 0 ? 'OUT' : 'IN ';
  const poll = transfer === 'interrupt' ? `, ${interval} ms` : '';
  return `0x${address.toString(16).padStart(2, '0')} ${way} ${transfer}, ${maxPacketSize} bytes${poll}`;
}

function endpointsOfAll(
  description: UsbDescription,
  numbers: readonly number[],
): readonly EndpointDescriptor[] {
  return interfacesOf(description)
    .filter(({ number }) => numbers.includes(number))
    .flatMap(({ endpoints }) => endpoints);
}

interface Style {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: 'end';
}

function text(x: number, y: number, content: string, style: Style): string {
  const { size, weight = 400, fill = '#161b14', anchor } = style;
  const end = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" ${FONT} font-size="${size}" font-weight="${weight}" fill="${fill}"${end} xml:space="preserve">${escaped}</text>`;
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
