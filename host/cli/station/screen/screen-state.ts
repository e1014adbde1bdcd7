import type {
  LotCounts,
  RunEnd,
  StationEvent,
  Trouble,
  VisitEnd,
  VisitStep,
} from '@fobkit/station';

/** When something was seen: for spans of time, and as the clock on the wall says. */
export interface Seen {
  /** Milliseconds of a clock that never goes back. */
  readonly ms: number;
  /** `13:45:02`, of the place where the screen stands. */
  readonly clock: string;
}

/** What is told of the run at the head of the screen. */
export interface ScreenLot {
  readonly station: string;
  readonly lot: string;
  readonly profile: string;
  readonly purpose: 'test' | 'production';
  /** Nothing is written to any fob. */
  readonly dryRun: boolean;
}

interface PortBase {
  readonly name: string;
  readonly deviceId?: string;
  readonly serialLabel?: string;
}

/** Nothing was in it yet. */
export interface EmptyPort extends PortBase {
  readonly kind: 'empty';
}

export interface WorkingPort extends PortBase {
  readonly kind: 'working';
  readonly step?: VisitStep;
  readonly sinceMs: number;
  readonly pressWanted: boolean;
}

/** The result of the last fob, until the next one is plugged in. */
export interface EndedPort extends PortBase {
  readonly kind: 'ended';
  readonly end: VisitEnd;
  readonly trouble?: Trouble;
  readonly why?: string;
  readonly tookMs: number;
  readonly stillIn: boolean;
}

export type PortState = EmptyPort | WorkingPort | EndedPort;

/** How a fob's visit ended, for the list of failures and for reprints. */
export interface Result {
  readonly clock: string;
  readonly port: string;
  readonly end: VisitEnd;
  readonly deviceId?: string;
  readonly serialLabel?: string;
  readonly trouble?: Trouble;
  readonly why?: string;
}

export type Message =
  | { readonly clock: string; readonly kind: 'result'; readonly result: Result }
  | { readonly clock: string; readonly kind: 'trouble'; readonly trouble: Trouble; why: string }
  | { readonly clock: string; readonly kind: 'paused' | 'resumed'; readonly by?: string }
  | ({ readonly clock: string } & Waiting)
  | { readonly clock: string; readonly kind: 'note'; readonly text: string };

type Waiting = Extract<StationEvent, { readonly kind: 'waiting' }>;

/** What an operator does to a unit, with a reason. */
export type UnitDeed = 'scrap' | 'rework' | 'reprint';

export type View =
  | { readonly kind: 'run' }
  | { readonly kind: 'help' }
  /** `at`: which of the failures, from 0, the newest. */
  | { readonly kind: 'failures'; readonly at: number }
  /** Which unit; `chosen` is a serial label, and counts while nothing is typed. */
  | {
      readonly kind: 'unit';
      readonly deed: UnitDeed;
      readonly chosen: string | undefined;
      readonly text: string;
    }
  | {
      readonly kind: 'reason';
      readonly deed: UnitDeed;
      readonly unit: string;
      readonly text: string;
    }
  /** Stopping at once leaves units open: it wants to be said twice. */
  | { readonly kind: 'sure' };

/** Done units at a moment, from which the rate follows. */
export interface Sample {
  readonly ms: number;
  readonly done: number;
}

/** All that the screen shows. Drawn by `drawScreen`, moved by `afterEvent` and `afterKey`. */
export interface ScreenState extends ScreenLot {
  readonly seen: Seen;
  readonly counts: LotCounts;
  readonly samples: readonly Sample[];
  readonly ports: readonly PortState[];
  readonly failures: Readonly<Partial<Record<Trouble, number>>>;
  /** Newest first. */
  readonly results: readonly Result[];
  /** Newest first. */
  readonly messages: readonly Message[];
  readonly paused: boolean;
  readonly trouble?: { readonly trouble: Trouble; readonly why: string };
  /** No further fob is begun; or what is under way is left too. */
  readonly ending?: 'finish' | 'stop';
  readonly over?: RunEnd;
  readonly view: View;
}

export function screenOf(lot: ScreenLot, counts: LotCounts, seen: Seen): ScreenState {
  return {
    ...lot,
    seen,
    counts,
    samples: [{ ms: seen.ms, done: counts.done }],
    ports: [],
    failures: {},
    results: [],
    messages: [],
    paused: false,
    view: { kind: 'run' },
  };
}

/** Whether a visit ended as it should. */
export function endedWell(end: VisitEnd): boolean {
  return end === 'done' || end === 'trimmed' || end === 'would-do';
}

/** Those that somebody may want to look into, newest first. */
export function failedOf({ results }: ScreenState): readonly Result[] {
  return results.filter(({ end }) => !endedWell(end));
}

/** Serial labels of the units that something can be done to, each once, newest first. */
export function labelsFor(state: ScreenState, deed: UnitDeed): readonly string[] {
  const among = deed === 'reprint' ? state.results : failedOf(state);
  return [...new Set(among.flatMap(({ serialLabel }) => serialLabel ?? []))];
}

/** Whether a fob is at work. */
export function isBusy({ ports }: Pick<ScreenState, 'ports'>): boolean {
  return ports.some(({ kind }) => kind === 'working');
}
