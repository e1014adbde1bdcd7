import { type Reading, type ReadingOf, RigError } from '@fobkit/client';
import { type RigEvent, TICKS_PER_SECOND } from '@fobkit/protocol';
import type { FobUnderRun } from './fob-under-run.ts';
import type { Journal } from './journal.ts';
import { lcdText } from './lcd-code.ts';
import type { Sample } from './record.ts';

/** What is read for the timeline, and under which name it stands there. */
const CURVES = {
  battery: 'batteryPercent',
  drift: 'driftSeconds',
  temperature: 'celsius',
  rail: 'railVolts',
} as const satisfies Partial<Record<ReadingOf, keyof Sample>>;
type Curve = keyof typeof CURVES;

/** On a bench only what an instrument tells: the fob is not asked more often than the steps do. */
const ON_A_BENCH: readonly Curve[] = ['temperature', 'rail'];
const BY_MODEL: readonly Curve[] = ['battery', 'drift', 'temperature', 'rail'];

/** Events that say nothing by themselves, or that the LCD's own samples tell. */
const NO_MARKS: ReadonlySet<string> = new Set(['bytes', 'frame', 'lcd', 'button', 'fault-armed']);

/** On a bench instruments are asked no more often for the curves alone, in milliseconds. */
const APART_MS = 10_000;

/** Keeps the timeline of one fob. */
export class Sampler {
  readonly #fob: FobUnderRun;
  readonly #journal: Journal;
  #curves: readonly Curve[];
  #lcd: string | undefined;
  /** On a bench: when instruments were asked last. */
  #taken = -Infinity;

  constructor(fob: FobUnderRun, journal: Journal) {
    this.#fob = fob;
    this.#journal = journal;
    this.#curves = fob.rig.kind === 'bench' ? ON_A_BENCH : BY_MODEL;
  }

  /** Marks what happens as it happens. The function that comes back ends that. */
  follow(): () => void {
    if (this.#fob.rig.lacks('events') !== undefined) return () => undefined;
    return this.#fob.rig.onEvent((event) => {
      const mark = markOf(event);
      if (mark === undefined) return;
      const unixMs = (event.at * 1000) / TICKS_PER_SECOND;
      this.#journal.timeline.add({ unixMs, ...this.#whose, mark });
    });
  }

  /** The moment after a step. */
  async take(): Promise<void> {
    const { rig } = this.#fob;
    if (rig.kind === 'emulated') await this.#note(await this.#face());
    else if (this.#isDue()) await this.#note({});
  }

  /** Instruments take their time, and what a fob shows now is gone soon. */
  #isDue(): boolean {
    const now = this.#fob.rig.clock.now();
    if (now - this.#taken < APART_MS) return false;
    this.#taken = now;
    return true;
  }

  /** A moment in the middle of a long wait, for the curves. */
  async between(): Promise<void> {
    await this.#note({});
  }

  async #note(face: Pick<Sample, 'lcd' | 'picture'>): Promise<void> {
    const values: Partial<Record<(typeof CURVES)[Curve], number>> = {};
    for (const curve of this.#curves) {
      const reading = await this.#read(curve);
      if (reading !== undefined) values[CURVES[curve]] = reading.value;
    }
    const seen = { ...values, ...face };
    if (Object.keys(seen).length === 0) return;
    const unixMs = this.#fob.rig.clock.unixMs();
    this.#journal.timeline.add({ unixMs, ...this.#whose, ...seen });
  }

  get #whose(): Pick<Sample, 'fob'> {
    const { name } = this.#fob;
    return name === undefined ? {} : { fob: name };
  }

  /** The LCD, where it changed since it was looked at last. */
  async #face(): Promise<Pick<Sample, 'lcd' | 'picture'>> {
    const { rig } = this.#fob;
    if (rig.lacks('lcd') !== undefined) return {};
    const lcd = lcdText(await rig.lcd());
    if (lcd === this.#lcd) return {};
    this.#lcd = lcd;
    return rig.lacks('picture') === undefined ? { lcd, picture: await rig.picture() } : { lcd };
  }

  async #read(curve: Curve): Promise<Reading | undefined> {
    try {
      const reading = await this.#fob.rig.read(curve);
      return Number.isFinite(reading.value) ? reading : undefined;
    } catch (error) {
      if (!(error instanceof RigError)) throw error;
      // One that this rig never has is not asked for again.
      if (error.code === 'lacking') this.#curves = this.#curves.filter((is) => is !== curve);
      return undefined;
    }
  }
}

function markOf({ kind, ...event }: RigEvent): string | undefined {
  if (NO_MARKS.has(kind)) return undefined;
  const words = [kind, event['text'], event['cause']].filter((word) => word !== undefined);
  return words.join(' ');
}
