import { READING_UNITS, type ReadingOf, toldReading } from '@fobkit/client';
import type { FobStatus } from '@fobkit/protocol';

/** What the fob itself can be asked: how its answer is read; undefined while it cannot tell. */
export type Asked = (status: FobStatus, unixMs: number) => number | undefined;

/** Readings that come by GetStatus where no model is looked into. */
export const ASKED: Readonly<Partial<Record<ReadingOf, Asked>>> = Object.fromEntries(
  (['drift', 'battery', 'uptime', 'resets', 'presses'] as const).map((what): [string, Asked] => [
    what,
    (status, unixMs) => toldReading(what, status, unixMs),
  ]),
);

export function unitOf(what: ReadingOf): string {
  return READING_UNITS[what];
}
