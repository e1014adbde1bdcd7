import type { RunRecord, Sample } from '../run/record.ts';

/** One moment of a plot; `at` is world time in unix seconds. */
export interface PlotSample {
  readonly at: number;
  readonly batteryPercent?: number;
  readonly driftSeconds?: number;
  readonly celsius?: number;
  readonly railVolts?: number;
}

/** What the plots of one fob are drawn from. */
export interface TimelineData {
  /** The cursor moves over all plots of one key together. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly samples: readonly PlotSample[];
  readonly marks: readonly { readonly at: number; readonly text: string }[];
}

/** One face of the LCD in the film; `picture` counts in the report's pictures. */
export interface Frame {
  readonly unixMs: number;
  readonly lcd: string;
  readonly picture?: number;
}

/** The pictures of all runs, each once. */
export class Pictures {
  readonly #numbers = new Map<string, number>();

  numberOf(svg: string): number {
    const known = this.#numbers.get(svg);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(svg, number);
    return number;
  }

  all(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

/** The fobs of a run that have a timeline; `undefined` is the fob under test, and comes first. */
export function fobsOf({ timeline }: RunRecord): readonly (string | undefined)[] {
  return [...new Set([undefined, ...timeline.map(({ fob }) => fob)])];
}

export function timelineData(record: RunRecord, fob: string | undefined): TimelineData {
  const samples = samplesOf(record, fob);
  const times = samples.map(({ unixMs }) => unixMs / 1000);
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  return {
    key: `${record.runId}${fob ?? ''}`,
    from: first,
    to: last > first ? last : first + 1,
    samples: samples.filter(isMeasured).map(plotSample),
    marks: samples.flatMap(({ mark, unixMs }) =>
      mark === undefined ? [] : [{ at: unixMs / 1000, text: mark }],
    ),
  };
}

/** Each change of what the LCD showed. */
export function framesOf(
  record: RunRecord,
  fob: string | undefined,
  pictures: Pictures,
): readonly Frame[] {
  return samplesOf(record, fob).flatMap(({ lcd, picture, unixMs }) =>
    lcd === undefined
      ? []
      : [
          {
            unixMs,
            lcd,
            ...(picture === undefined ? {} : { picture: pictures.numberOf(picture) }),
          },
        ],
  );
}

function samplesOf({ timeline }: RunRecord, fob: string | undefined): readonly Sample[] {
  return timeline.filter((sample) => sample.fob === fob);
}

function isMeasured({ batteryPercent, celsius, driftSeconds, railVolts }: Sample): boolean {
  return [batteryPercent, celsius, driftSeconds, railVolts].some((value) => value !== undefined);
}

function plotSample(sample: Sample): PlotSample {
  const { batteryPercent, celsius, driftSeconds, railVolts } = sample;
  return {
    at: sample.unixMs / 1000,
    ...(batteryPercent === undefined ? {} : { batteryPercent }),
    ...(driftSeconds === undefined ? {} : { driftSeconds }),
    ...(celsius === undefined ? {} : { celsius }),
    ...(railVolts === undefined ? {} : { railVolts }),
  };
}
