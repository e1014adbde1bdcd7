import type { Subject, SubjectSource } from '@fobkit/bench';
import { FobSeat, type Profile } from '@fobkit/emulator';

/** 2030-01-01 00:00:00 UTC in ticks of 1/32768 s: conformance asks for no particular time. */
const BEGIN_TICKS = 1_893_456_000 * 32_768;

export interface SeatSourceOptions {
  readonly profile: Profile;
  readonly seed: number;
  /** May put something between the fob and whoever checks it. */
  readonly taken?: (subject: Subject, seat: FobSeat) => Subject;
}

/** Emulated fobs of one type in this process, a new one for each check. */
export function seatSource({ profile, seed, taken }: SeatSourceOptions): SubjectSource {
  return {
    fresh: true,
    take: async () => {
      const seat = await FobSeat.take({ profile, seed, worldTicks: BEGIN_TICKS });
      const subject = { ...subjectOf(seat), serialLabel: profile.serial.example };
      return taken === undefined ? subject : taken(subject, seat);
    },
  };
}

function subjectOf(seat: FobSeat): Subject {
  const { usb, hid, webusb, serial, batchKey, env } = seat;
  const { factoryKey } = seat.fob.identity;
  return {
    name: `profile ${seat.fob.profile.name}, emulated in process`,
    serial,
    ...(hid === undefined ? {} : { hid }),
    ...(webusb === undefined ? {} : { webusb }),
    ...(usb === undefined ? {} : { usb: { transfer: (request) => usb.control(request) } }),
    rawReports: usb !== undefined,
    twoLinks: usb !== undefined,
    hangsUp: true,
    env,
    transportKey: factoryKey,
    factoryKey,
    batchKey,
    hand: seat,
    close: () => seat.close(),
  };
}
