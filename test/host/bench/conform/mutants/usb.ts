import type { FobSeat } from '../../../../../host/emulator/seat/fob-seat.ts';
import type { Subject, UsbControl } from '../../../../../host/bench/conform/subject.ts';
import { Fob } from '../../../../../firmware-sim/fob/fob.ts';
import type { Mutant } from './plant.ts';
import { tapped } from './tap.ts';

type Request = Parameters<UsbControl['transfer']>[0];
type Answer = Awaited<ReturnType<UsbControl['transfer']>>;

const NONE = new Uint8Array(0);

/** Changes what endpoint 0 answers. */
function control(
  change: (request: Request, good: () => Promise<Answer>) => Promise<Answer>,
): NonNullable<Mutant['tamper']> {
  return (subject) => {
    const { usb } = subject;
    if (usb === undefined) return subject;
    return {
      ...subject,
      usb: { transfer: (request) => change(request, () => usb.transfer(request)) },
    };
  };
}

/** Changes bytes of one descriptor. */
function inDescriptor(
  type: number,
  number: number,
  bytes: Readonly<Record<number, number>>,
): NonNullable<Mutant['tamper']> {
  return control(async (request, good) => {
    const answer = await good();
    const mine = request.request === 6 && request.value === ((type << 8) | number);
    if (!mine || !('data' in answer)) return answer;
    const data = answer.data.slice();
    for (const [at, value] of Object.entries(bytes)) data[Number(at)] = value;
    return { data };
  });
}

function when(is: (request: Request) => boolean, answer: Answer): NonNullable<Mutant['tamper']> {
  return control((request, good) => (is(request) ? Promise.resolve(answer) : good()));
}

const STALL: Answer = { stalled: true };

export const usbMutants: readonly Mutant[] = [
  {
    name: 'is of USB 2.0',
    rule: 'USB-1',
    caughtBy: 'usb-device',
    tamper: inDescriptor(1, 0, { 2: 0 }),
  },
  {
    name: 'has its HID endpoint polled each millisecond',
    rule: 'USB-9',
    caughtBy: 'usb-configuration',
    tamper: inDescriptor(2, 0, { 33: 1 }),
  },
  {
    name: 'declares the usage of a keyboard',
    rule: 'USB-8',
    caughtBy: 'usb-hid-report',
    tamper: inDescriptor(0x22, 0, { 1: 1, 2: 0 }),
  },
  {
    name: 'writes its device id in upper case',
    rule: 'USB-2',
    caughtBy: 'usb-strings',
    tamper: control(async (request, good) => {
      const answer = await good();
      if (request.value !== 0x0303 || !('data' in answer)) return answer;
      return { data: answer.data.map((byte) => (byte >= 0x61 && byte <= 0x66 ? byte - 32 : byte)) };
    }),
  },
  {
    name: 'has a device qualifier',
    rule: 'USB-14',
    caughtBy: 'usb-qualifier',
    tamper: when(({ value, request }) => request === 6 && value === 0x0600, {
      data: new Uint8Array(10),
    }),
  },
  {
    name: 'has a landing page',
    rule: 'USB-15',
    caughtBy: 'usb-bos',
    tamper: inDescriptor(15, 0, { 28: 1 }),
  },
  {
    name: 'tells Windows of another interface',
    rule: 'USB-16',
    caughtBy: 'usb-ms-os-20',
    tamper: control(async (request, good) => {
      const answer = await good();
      if (request.type !== 0xc0 || request.request !== 2 || !('data' in answer)) return answer;
      const data = answer.data.slice();
      data[22] = 2;
      return { data };
    }),
  },
  {
    name: 'ends a descriptor at a whole packet',
    rule: 'USB-17',
    caughtBy: 'usb-length',
    tamper: control(async (request, good) => {
      const answer = await good();
      const long = request.request === 6 && request.length === 129;
      return long && 'data' in answer ? { data: answer.data.subarray(0, 128) } : answer;
    }),
  },
  {
    name: 'lets remote wake-up be set',
    rule: 'USB-19',
    caughtBy: 'usb-unknown-requests',
    tamper: when(({ type, request, value }) => type === 0 && request === 3 && value === 1, {
      data: NONE,
    }),
  },
  {
    name: 'tells that it powers itself',
    rule: 'USB-4',
    caughtBy: 'usb-standard-requests',
    tamper: when(({ type, request }) => type === 0x80 && request === 0, {
      data: Uint8Array.of(1, 0),
    }),
  },
  {
    name: 'forgets its idle rate',
    rule: 'USB-20',
    caughtBy: 'usb-hid-requests',
    tamper: when(({ type, request }) => type === 0xa1 && request === 2, { data: Uint8Array.of(0) }),
  },
  {
    name: 'takes no report by SET_REPORT',
    rule: 'USB-20',
    caughtBy: 'usb-set-report',
    tamper: when(({ type, request }) => type === 0x21 && request === 9, STALL),
  },
  {
    name: 'takes any line coding',
    rule: 'USB-21',
    caughtBy: 'usb-line-coding',
    tamper: when(
      ({ type, request, data }) => type === 0x21 && request === 0x20 && data?.[4] === 7,
      { data: NONE },
    ),
  },
  {
    name: 'is silent on the serial port while DTR is down',
    rule: 'USB-27',
    caughtBy: 'usb-without-dtr',
    tamper: (subject: Subject): Subject => {
      const { usb } = subject;
      if (usb === undefined) return subject;
      let up = true;
      const watched: UsbControl = {
        transfer: (request) => {
          if (request.request === 0x22 && request.type === 0x21) up = request.value === 1;
          return usb.transfer(request);
        },
      };
      const tap = tapped(subject, 'serial', () => ({ toFob: (bytes) => (up ? [bytes] : []) }));
      return { ...tap, usb: watched };
    },
  },
  {
    name: 'mixes up what comes on two links',
    rule: 'USB-7',
    caughtBy: 'usb-webusb',
    tamper: (subject) =>
      tapped(subject, 'webusb', () => ({ toFob: (bytes) => [Uint8Array.of(0), bytes] })),
  },
  {
    name: 'tells no halt',
    rule: 'USB-29',
    caughtBy: 'usb-halt',
    tamper: when(({ type, request }) => type === 0x82 && request === 0, {
      data: Uint8Array.of(0, 0),
    }),
  },
  {
    name: 'is reset when it is unplugged',
    rule: 'USB-33',
    caughtBy: 'usb-unplugged',
    tamper: (subject: Subject, seat: FobSeat): Subject => {
      const { hand } = subject;
      if (hand === undefined) return subject;
      const act: typeof hand.act = async (action) => {
        const proof = await hand.act(action);
        if (action.action === 'unplug' && seat.fob instanceof Fob) {
          seat.fob.removeCell();
          seat.fob.insertCell();
        }
        return proof;
      };
      const lacks: typeof hand.lacks = (capability) => hand.lacks(capability);
      return { ...subject, hand: { kind: hand.kind, lacks, act, lcd: () => hand.lcd() } };
    },
  },
];
