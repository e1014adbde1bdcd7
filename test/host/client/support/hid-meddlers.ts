import { fragmentHid, HidCommand, parseHidReport } from '@fobkit/protocol';
import type { Meddler } from './hid-scripted-fob.ts';

/** Meddles with the n-th report, 1 the first, and lets the others pass. */
export function onNth(n: number, meddle: Meddler): Meddler {
  let count = 0;
  return (report) => (++count === n ? meddle(report) : [report]);
}

/** Meddles with each message of this HID command. */
export function on(command: number, meddle: Meddler): Meddler {
  return (report) => {
    const packet = parseHidReport(report);
    return packet?.type === 'init' && packet.command === command ? meddle(report) : [report];
  };
}

export const lose: Meddler = () => [];

export const double: Meddler = (report) => [report, report];

/** Says in the place of a report that it was an error. */
export function error(code: number, cid?: number): Meddler {
  return (report) => {
    const packet = parseHidReport(report);
    return fragmentHid(cid ?? packet?.cid ?? 0, HidCommand.Error, Uint8Array.of(code));
  };
}
