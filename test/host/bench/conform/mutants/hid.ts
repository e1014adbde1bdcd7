import type { Subject } from '../../../../../host/bench/conform/subject.ts';
import { HidDevice, type HidDeviceOutput } from '@fobkit/protocol';
import { type Mutant, patch, patchGetter, together } from './plant.ts';
import { tapped } from './tap.ts';

const KEEPALIVE = 0xbb;
const ERROR = 0xbf;

type Report = Uint8Array;

function toHost(change: (report: Report) => readonly Report[]): NonNullable<Mutant['tamper']> {
  return (subject) => tapped(subject, 'hid', () => ({ toHost: change }));
}

function toFob(make: () => (report: Report) => readonly Report[]): NonNullable<Mutant['tamper']> {
  return (subject) => tapped(subject, 'hid', () => ({ toFob: make() }));
}

function changed(report: Report, at: number, value: number): Report {
  const copy = report.slice();
  copy[at] = value;
  return copy;
}

/** Another error code for what a command is refused with. */
function errorOf(command: number, code: number, other: number): NonNullable<Mutant['tamper']> {
  return (subject) =>
    tapped(subject, 'hid', () => {
      let last = 0;
      return {
        toFob: (report) => {
          if ((report[4] ?? 0) >= 0x80) last = (report[4] ?? 0) & 0x7f;
          return [report];
        },
        toHost: (report) => {
          const mine = report[4] === ERROR && report[7] === code && last === command;
          return [mine ? changed(report, 7, other) : report];
        },
      };
    });
}

function receive(
  change: (device: HidDevice, report: Report, outputs: HidDeviceOutput[]) => HidDeviceOutput[],
): () => () => void {
  return () =>
    patch(
      HidDevice.prototype,
      'receive',
      (original) =>
        function (this: HidDevice, report, now) {
          return change(this, report, original.call(this, report, now));
        },
    );
}

/** KEEPALIVE on the channel of a reply. */
function alive(reply: Report, status: number): Report {
  const bytes = changed(reply.slice().fill(0, 4), 4, KEEPALIVE);
  return changed(changed(bytes, 6, 1), 7, status);
}

/** The first packet of a message that takes several. */
const isLongReply = (report: Report): boolean =>
  report[4] === 0xc0 && ((report[5] ?? 0) > 0 || (report[6] ?? 0) > 57);
const isInit = (report: Report): boolean => report[4] === 0x86;
const isBroadcast = (report: Report): boolean =>
  report.subarray(0, 4).every((byte) => byte === 0xff);

export const hidMutants: readonly Mutant[] = [
  {
    name: 'leaves noise in the unused bytes of a reply to INIT',
    rule: 'HID-2',
    caughtBy: 'hid-reports',
    tamper: toHost((report) => [isInit(report) ? changed(report, 40, 0x5a) : report]),
  },
  {
    name: 'drops a packet with something in its unused bytes',
    rule: 'HID-2',
    caughtBy: 'hid-unused-bytes',
    tamper: toFob(() => (report) => {
      const used = 7 + (report[6] ?? 0);
      const ping = report[4] === 0x81 && report[5] === 0 && used < 64;
      return ping && report.subarray(used).some((byte) => byte !== 0) ? [] : [report];
    }),
  },
  {
    name: 'takes a report of 63 bytes for one of 64',
    rule: 'HID-1',
    caughtBy: 'hid-other-lengths',
    tamper: toFob(() => (report) => {
      const whole = new Uint8Array(64);
      whole.set(report);
      return [whole];
    }),
  },
  {
    name: 'sends a byte less than 1,024',
    rule: 'HID-21',
    caughtBy: 'hid-long-messages',
    tamper: toHost((report) => [
      report[4] === 0x81 && report[5] === 4 && report[6] === 0
        ? changed(changed(report, 5, 3), 6, 255)
        : report,
    ]),
  },
  {
    name: 'answers MESSAGE in another command',
    rule: 'HID-20',
    caughtBy: 'hid-message',
    tamper: toHost((report) => [report[4] === 0xc0 ? changed(report, 4, 0xc1) : report]),
  },
  {
    name: 'gives its first channel again after three',
    rule: 'HID-10',
    caughtBy: 'hid-channels',
    tamper: (subject) =>
      tapped(subject, 'hid', () => {
        const given: Uint8Array[] = [];
        return {
          toHost: (report) => {
            if (!isInit(report) || !isBroadcast(report)) return [report];
            given.push(report.slice(15, 19));
            const [first] = given;
            if (given.length < 4 || first === undefined) return [report];
            const again = report.slice();
            again.set(first, 15);
            return [again];
          },
        };
      }),
  },
  {
    name: 'knows its channels over a reset',
    rule: 'HID-10',
    caughtBy: 'hid-channels-forgotten',
    plant: (): (() => void) => {
      const known = new Set<string>();
      return receive((_, report, outputs) => {
        const channel = String(report.subarray(0, 4));
        const [first] = outputs;
        if (first?.type !== 'report') return outputs;
        if (first.report[4] === 0x86) known.add(String(first.report.subarray(15, 19)));
        const forgotten = first.report[4] === ERROR && first.report[7] === 0x0b;
        return forgotten && known.has(channel)
          ? [{ type: 'report', report: report.slice() }]
          : outputs;
      })();
    },
  },
  {
    name: 'refuses a channel that it did not give with another error',
    rule: 'HID-11',
    caughtBy: 'hid-channel-not-given',
    tamper: toHost((report) => [
      report[4] === ERROR && report[7] === 0x0b ? changed(report, 7, 0x7f) : report,
    ]),
  },
  {
    name: 'answers a continuation packet of nothing with an error',
    rule: 'HID-12',
    caughtBy: 'hid-stray-continuation',
    plant: receive((device, report, outputs) => {
      const stray =
        (report[4] ?? 0x80) < 0x80 && outputs.length === 0 && device.wakeAt === undefined;
      if (!stray) return outputs;
      return [
        { type: 'report', report: changed(changed(report.slice().fill(0, 5), 4, ERROR), 7, 4) },
      ];
    }),
  },
  {
    name: 'drops an unfinished message after 300 ms',
    rule: 'HID-13',
    caughtBy: 'hid-time-out',
    plant: () =>
      together(
        patchGetter(HidDevice.prototype, 'wakeAt', (_, original) => {
          const at = original();
          return at === undefined ? undefined : at - 6554;
        }),
        patch(
          HidDevice.prototype,
          'elapse',
          (original) =>
            function (this: HidDevice, now) {
              return original.call(this, now + 6554);
            },
        ),
      ),
  },
  {
    name: 'tells a packet out of sequence by the error of a time-out',
    rule: 'HID-14',
    caughtBy: 'hid-sequence',
    tamper: toHost((report) => [
      report[4] === ERROR && report[7] === 4 ? changed(report, 7, 5) : report,
    ]),
  },
  {
    name: 'tells another version of the framing',
    rule: 'HID-16',
    caughtBy: 'hid-init',
    tamper: toHost((report) => [isInit(report) ? changed(report, 19, 3) : report]),
  },
  {
    name: 'gives another channel for INIT on a channel that was given',
    rule: 'HID-17',
    caughtBy: 'hid-init-on-own-channel',
    tamper: toHost((report) => [
      isInit(report) && !isBroadcast(report)
        ? changed(report, 18, (report[18] ?? 0) ^ 0x40)
        : report,
    ]),
  },
  {
    name: 'is busy for INIT on the broadcast channel in the middle of a message',
    rule: 'HID-18',
    caughtBy: 'hid-init-on-broadcast',
    plant: receive((device, report, outputs) =>
      isInit(report) && isBroadcast(report) && device.wakeAt !== undefined
        ? [{ type: 'report', report: changed(changed(report.slice().fill(0, 5), 4, ERROR), 7, 6) }]
        : outputs,
    ),
  },
  {
    name: 'takes a command that it does not know for PING',
    rule: 'HID-19',
    caughtBy: 'hid-unknown-commands',
    tamper: toFob(() => (report) => [report[4] === 0xff ? changed(report, 4, 0x81) : report]),
  },
  {
    name: 'refuses a MESSAGE of a wrong length as an unknown command',
    rule: 'HID-20',
    caughtBy: 'hid-message-lengths',
    tamper: errorOf(0x40, 3, 1),
  },
  {
    name: 'refuses a PING that is too long as an unknown command',
    rule: 'HID-21',
    caughtBy: 'hid-ping-length',
    tamper: errorOf(0x01, 3, 1),
  },
  {
    name: 'holds each lock for 10 seconds',
    rule: 'HID-22',
    caughtBy: 'hid-lock',
    tamper: toFob(() => (report) => [
      report[4] === 0x84 && report[7] === 2 ? changed(report, 7, 10) : report,
    ]),
  },
  {
    name: 'refuses a LOCK of 11 seconds for its length',
    rule: 'HID-22',
    caughtBy: 'hid-lock-values',
    tamper: errorOf(0x04, 2, 3),
  },
  {
    name: 'drops a message when another channel begins one',
    rule: 'HID-23',
    caughtBy: 'hid-busy',
    tamper: toFob(() => {
      let under: Uint8Array | undefined;
      return (report) => {
        const begins = report[4] === 0x81 && (report[6] ?? 0) > 57;
        const other =
          under !== undefined &&
          report[4] === 0x81 &&
          String(report.subarray(0, 4)) !== String(under);
        const cancel = new Uint8Array(64);
        if (other && under !== undefined) cancel.set([...under, 0x91]);
        const out = other ? [cancel, report] : [report];
        if (begins) under = report.slice(0, 4);
        else if ((report[4] ?? 0) < 0x80) under = undefined;
        return out;
      };
    }),
  },
  {
    name: 'refuses a WINK with a payload as an unknown command',
    rule: 'HID-24',
    caughtBy: 'hid-wink',
    tamper: errorOf(0x08, 3, 1),
  },
  {
    name: 'goes on with a message that was cancelled',
    rule: 'HID-25',
    caughtBy: 'hid-cancel',
    tamper: toFob(() => (report) => (report[4] === 0x91 && report[6] === 0 ? [] : [report])),
  },
  {
    name: 'looks at the command before it looks whether it is locked',
    rule: 'HID-26',
    caughtBy: 'hid-order',
    tamper: errorOf(0x02, 6, 1),
  },
  {
    name: 'sends KEEPALIVE between two packets of a reply',
    rule: 'HID-27',
    caughtBy: 'hid-keepalive',
    tamper: toHost((report) => (isLongReply(report) ? [report, alive(report, 1)] : [report])),
  },
  {
    name: 'sends KEEPALIVE of a status that there is not',
    rule: 'HID-27',
    caughtBy: 'hid-keepalive',
    tamper: toHost((report) => (isLongReply(report) ? [alive(report, 3), report] : [report])),
  },
  {
    name: 'keeps a HID link over SET_INTERFACE',
    rule: 'USB-26',
    caughtBy: 'usb-reset-of-links',
    tamper: (subject: Subject): Subject => {
      const { usb } = subject;
      if (usb === undefined) return subject;
      const swallow = {
        transfer: (request: Parameters<typeof usb.transfer>[0]) =>
          request.type === 0x01 && request.request === 11 && request.value === 0
            ? Promise.resolve({ data: new Uint8Array(0) })
            : usb.transfer(request),
      };
      return { ...subject, usb: swallow };
    },
  },
];
