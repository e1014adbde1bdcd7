import type { MessageRecord, RunRecord, Sample, StepRecord } from '../run/record.ts';

/** Something that one sees of a run from outside, in a line. */
export interface Observation<T> {
  /** World milliseconds since the run began. */
  readonly at: number;
  readonly text: string;
  readonly seen: T;
}

/** What an LCD showed when it was looked at, and what the time before. */
export type Face = Sample & { readonly lcd: string; readonly before?: string };

/** One run as rows of observations, each in the order of world time. */
export interface Observed {
  /**
   * The last reply to each command of each step. What a rig asks for itself, and how often something
   * was sent, is not the fob's.
   */
  readonly answers: ReadonlyMap<string, Observation<MessageRecord>>;
  readonly faces: readonly Observation<Face>[];
  readonly steps: readonly Observation<StepRecord>[];
}

/** Whether an LCD that shows this may be showing a code. */
export function isCode(lcd: string): boolean {
  return /^\d{4,10}$/.test(lcd);
}

export function observe(record: RunRecord): Observed {
  const start = startOf(record);
  return {
    answers: new Map(
      record.transcript
        .filter(({ direction, step }) => direction === 'reply' && step !== undefined)
        .map((seen) => [
          `${String(seen.step)} ${seen.command}`,
          { at: seen.unixMs - start, text: messageText(seen), seen },
        ]),
    ),
    faces: facesOf(record.timeline).map((seen) => ({
      at: seen.unixMs - start,
      text: `LCD ${seen.lcd === '' ? 'dark' : `"${seen.lcd}"`}${ofFob(seen.fob)}`,
      seen,
    })),
    steps: record.steps.map((seen) => ({
      at: seen.startUnixMs - start,
      text: `step ${String(seen.number)} ${seen.text}: ${seen.verdict}${ofFob(seen.fob)}`,
      seen,
    })),
  };
}

/** Everything of one run up to a moment, latest last: what stands around a difference. */
export function linesUntil(observed: Observed, at: number, count: number): readonly string[] {
  return [...observed.answers.values(), ...observed.faces, ...observed.steps]
    .filter((one) => one.at <= at)
    .sort((a, b) => a.at - b.at)
    .slice(-count)
    .map((one) => `+${(one.at / 1000).toFixed(3)} s  ${one.text}`);
}

function startOf({ steps, timeline, transcript }: RunRecord): number {
  const [step] = steps;
  const [sample] = timeline;
  const [message] = transcript;
  const times = [step?.startUnixMs, sample?.unixMs, message?.unixMs];
  return Math.min(...times.filter((time) => time !== undefined));
}

/** What each LCD showed, one after the other; the same face twice is one. */
function facesOf(timeline: readonly Sample[]): readonly Face[] {
  const last = new Map<string | undefined, string>();
  return timeline.flatMap((sample) => {
    const { fob, lcd } = sample;
    const before = last.get(fob);
    if (lcd === undefined || before === lcd) return [];
    last.set(fob, lcd);
    return [{ ...sample, lcd, ...(before === undefined ? {} : { before }) }];
  });
}

function messageText({ command, fob, status }: MessageRecord): string {
  return `← ${command}${status === undefined ? '' : ` ${status}`}${ofFob(fob)}`;
}

function ofFob(fob: string | undefined): string {
  return fob === undefined ? '' : ` (fob ${fob})`;
}
