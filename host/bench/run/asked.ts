import { READING_UNITS, type ReadingOf } from '@fobkit/client';
import { type FobStatus, TICKS_PER_SECOND } from '@fobkit/protocol';

/** What the fob itself can be asked: how its answer is read; undefined while it cannot tell. */
export type Asked = (status: FobStatus, unixMs: number) => number | undefined;

/** Readings that come by GetStatus where no model is looked into. */
export const ASKED: Readonly<Partial<Record<ReadingOf, Asked>>> = {
  drift: ({ clock }, unixMs) =>
    clock === undefined ? undefined : clock / TICKS_PER_SECOND - unixMs / 1000,
  battery: ({ batteryPercent }) => batteryPercent,
  uptime: ({ uptime }) => uptime / TICKS_PER_SECOND,
  resets: ({ resets }) => resets,
  presses: ({ presses }) => presses,
};

export function unitOf(what: ReadingOf): string {
  return READING_UNITS[what];
}
