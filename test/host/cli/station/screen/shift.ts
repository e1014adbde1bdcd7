import type { LotCounts, StationEvent } from '@fobkit/station';
import { afterEvent } from '../../../../../host/cli/station/screen/after-event.ts';
import { afterKey, type Wish } from '../../../../../host/cli/station/screen/after-key.ts';
import { screenOf, type ScreenState } from '../../../../../host/cli/station/screen/screen-state.ts';

export const LOT = {
  station: 'line-1',
  lot: 'bank-2026-11',
  profile: 'shinkin-hardware',
  purpose: 'production',
  dryRun: false,
} as const;

/** Counts of a lot of a thousand of which so many are done. */
export function countsAt(done: number, more: Partial<LotCounts> = {}): LotCounts {
  const counts = { planned: 1000, scrapped: 0, quarantined: 0, working: 0, trimmed: 0, ...more };
  const ended = done + counts.scrapped + counts.quarantined + counts.working;
  return { ...counts, done, unused: counts.planned - ended };
}

/** A screen to which things happen, one after the other, on a clock that the test moves. */
export class Shift {
  state: ScreenState;
  #ms = 0;

  constructor(done = 400) {
    this.state = screenOf(LOT, countsAt(done), this.#seen());
  }

  /** After so many milliseconds. */
  happens(event: StationEvent, afterMs = 1000): this {
    this.#ms += afterMs;
    this.state = afterEvent(this.state, event, this.#seen());
    return this;
  }

  /** A fob is plugged in, gets its label, and ends so. */
  visit(port: string, serialLabel: string, ended: Partial<Ended> = {}): this {
    const deviceId = `01020304${serialLabel.replace(/\D/gu, '').padStart(8, '0').slice(-8)}`;
    this.happens({ kind: 'arrived', port });
    this.happens({ kind: 'step', port, step: 'load-seed', deviceId, serialLabel });
    const counts = countsAt(this.state.counts.done + (ended.end === undefined ? 1 : 0));
    const end = { end: 'done', deviceId, serialLabel, ms: 4200, counts, ...ended } as const;
    return this.happens({ kind: 'ended', port, ...end }, 4000);
  }

  /** Keys, by the characters that they write, or one by its name. */
  types(...keys: readonly string[]): readonly Wish[] {
    return keys.flatMap((name) => {
      const text = [...name].length === 1 ? { text: name } : {};
      const { state, wish } = afterKey(this.state, { name, ...text }, this.#seen());
      this.state = state;
      return wish === undefined ? [] : [wish];
    });
  }

  #seen() {
    const seconds = String(Math.floor(this.#ms / 1000) % 60).padStart(2, '0');
    const minutes = String(Math.floor(this.#ms / 60_000) % 60).padStart(2, '0');
    return { ms: this.#ms, clock: `13:${minutes}:${seconds}` };
  }
}

export type Ended = Extract<StationEvent, { readonly kind: 'ended' }>;

/** What an evening at a line looks like: done, failed, waiting for a press, under way. */
export function busyShift(): Shift {
  const shift = new Shift();
  for (const port of [1, 2, 3, 4]) shift.visit(`1-1.${String(port)}`, `SKTH0000040${String(port)}`);
  shift.visit('1-1.2', 'SKTH00000405', {
    end: 'quarantined',
    trouble: 'key-check',
    why: 'it answered another value',
    counts: countsAt(404, { quarantined: 1 }),
  });
  shift.visit('1-1.4', 'SKTH00000406', {
    end: 'left-open',
    trouble: 'left',
    counts: countsAt(404, { quarantined: 1, working: 1 }),
  });
  shift.happens({ kind: 'arrived', port: '1-1.1' });
  claims(shift, '1-1.1', 'SKTH00000407');
  shift.happens({ kind: 'step', port: '1-1.1', step: 'read-code', serialLabel: 'SKTH00000407' });
  shift.happens({ kind: 'press-wanted', port: '1-1.1', serialLabel: 'SKTH00000407' });
  shift.happens({ kind: 'arrived', port: '1-1.10' });
  claims(shift, '1-1.10', 'SKTH00000408');
  return shift.happens({
    kind: 'step',
    port: '1-1.10',
    step: 'load-seed',
    deviceId: '1112131415161718',
    serialLabel: 'SKTH00000408',
  });
}

function claims(shift: Shift, port: string, serialLabel: string): void {
  shift.happens({ kind: 'claimed', port, deviceId: '1112131415161718', serialLabel }, 0);
}

/** The keys that a text is typed with. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}
