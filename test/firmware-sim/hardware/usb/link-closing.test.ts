import { HidErrorCode } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { UsbHost } from '../../../support/usb-host.ts';
import { infoFrame } from '../../plug/plug-support.ts';

const NONCE = new Array<number>(8).fill(1);
const INIT = [0xff, 0xff, 0xff, 0xff, 0x86, 0, 8, ...NONCE];
const PING = 0x81;
const ERROR = 0xbf;

function report(...bytes: readonly number[]): Uint8Array {
  const whole = new Uint8Array(64);
  whole.set(bytes);
  return whole;
}

/** A host in the middle of something on one link. */
interface Link {
  readonly host: UsbHost;
  readonly in: number;
  /** For what one transfer may bring: a report has no end that a longer one would see. */
  readonly room: number;
  /** Goes on where it was; whether the fob still knows of it. */
  isOpen(): boolean;
  /** Asks for something and leaves the answer where it is. */
  ask(): void;
}

/** A channel, whose number is the fob's to forget. */
function onHid(host: UsbHost): Link {
  host.out(0x01, report(...INIT));
  const channel = host.in(0x81).data.subarray(15, 19);
  return {
    host,
    in: 0x81,
    room: 64,
    isOpen() {
      host.out(0x01, report(...channel, PING, 0, 1, 0x55));
      const { data } = host.in(0x81);
      if (data[4] === PING) return true;
      expect([data[4], data[7]]).toEqual([ERROR, HidErrorCode.InvalidChannel]);
      return false;
    },
    ask: () => void host.out(0x01, report(...INIT)),
  };
}

/** Half a frame, whose other half is sent to see what becomes of it. */
function onStream(out: number, into: number) {
  return (host: UsbHost): Link => ({
    host,
    in: into,
    room: 4096,
    isOpen() {
      host.out(out, infoFrame().subarray(9));
      return host.try({ endpoint: into, length: 4096 })?.status === 'ok';
    },
    ask() {
      host.out(out, infoFrame(2));
      host.out(out, infoFrame().subarray(0, 9));
    },
  });
}

const LINKS = {
  HID: { begin: onHid, interfaces: [0] },
  'the serial port': { begin: onStream(0x03, 0x83), interfaces: [1, 2] },
  WebUSB: { begin: onStream(0x04, 0x84), interfaces: [3] },
};
const INTERFACES = [0, 1, 2, 3];

function setInterface({ host }: Link, index: number): void {
  const ask = { recipient: 'interface', request: 11, index } as const;
  expect(host.control(ask).status).toBe('ok');
}

function configure({ host }: Link): void {
  expect(host.control({ request: 9, value: 1 }).status).toBe('ok');
}

describe.each(Object.entries(LINKS))('[USB-26] %s', (_, { begin, interfaces }) => {
  const under = (): Link => {
    const link = begin(UsbHost.configured());
    link.ask();
    return link;
  };
  const waits = ({ host, in: endpoint, room }: Link): boolean =>
    host.try({ endpoint, length: room })?.status === 'ok';

  it('is open, and has something for the host, as long as nothing happens', () => {
    const link = under();
    expect([waits(link), link.isOpen()]).toEqual([true, true]);
  });

  const closing: [string, (link: Link) => void][] = [
    [
      'a reset of the bus',
      (link) => {
        link.host.port.reset();
        configure(link);
      },
    ],
    ['SET_CONFIGURATION', configure],
    ...interfaces.map((number): [string, (link: Link) => void] => [
      `SET_INTERFACE of ${String(number)}`,
      (link) => {
        setInterface(link, number);
      },
    ]),
  ];

  it.each(closing)('is closed by %s: what was begun is forgotten', (_what, close) => {
    const link = under();
    close(link);
    expect(link.isOpen()).toBe(false);
  });

  it.each(closing)('is closed by %s: what waits for the host is dropped', (_what, close) => {
    const link = under();
    close(link);
    expect(waits(link)).toBe(false);
  });

  it('is not touched by SET_INTERFACE of the others', () => {
    const link = under();
    for (const number of INTERFACES) if (!interfaces.includes(number)) setInterface(link, number);
    expect([waits(link), link.isOpen()]).toEqual([true, true]);
  });
});
