import type { Reading } from '@fobkit/client';
import { Timeline } from './timeline.ts';
import type { StepEnd } from './blame.ts';
import type { Measurement, MessageRecord, Reason, RunRecord, StepRecord } from './record.ts';

/** What a run writes down while it goes on. */
export class Journal {
  readonly steps: StepRecord[] = [];
  readonly measurements: Measurement[] = [];
  readonly readings: Reading[] = [];
  readonly timeline = new Timeline();
  readonly transcript: MessageRecord[] = [];
  readonly equivalents: RunRecord['equivalents'][number][] = [];
  /** Why a group had to be done again, the first time of each. */
  readonly shaky: Reason[] = [];
  /** What a group proved that was ended before its attempts were used up. */
  readonly proven: Reason[] = [];
  /** How often something was expected or measured. */
  checks = 0;
  /** Counts the steps that were begun. */
  number = 0;

  /** A group came off after it had not. */
  unstable(first: StepEnd): void {
    this.shaky.push(first.reason);
  }

  /** Where the journal is now, to go back to. */
  mark(): JournalMark {
    return {
      number: this.number,
      timeline: this.timeline.mark(),
      lengths: this.#lists().map((list) => list.length),
    };
  }

  /** Forgets what was written since: the sweep's cuts that came off would fill books. */
  forget(mark: JournalMark): void {
    this.number = mark.number;
    this.timeline.forget(mark.timeline);
    this.#lists().forEach((list, i) => {
      list.length = mark.lengths[i] ?? list.length;
    });
  }

  /**
   * Leaves out what was said and done between two marks, and gives the later one as it is then.
   * Measurements and the timeline stay.
   */
  leaveOut(from: JournalMark, to: JournalMark): (later: JournalMark) => JournalMark {
    const gone = this.#lists().map((list, i) => {
      if (list === this.measurements) return 0;
      const at = from.lengths[i] ?? 0;
      const count = (to.lengths[i] ?? at) - at;
      list.splice(at, count);
      return count;
    });
    return (later) => ({
      ...later,
      lengths: later.lengths.map((length, i) => length - (gone[i] ?? 0)),
    });
  }

  #lists(): unknown[][] {
    return [this.steps, this.measurements, this.readings, this.transcript];
  }
}

export interface JournalMark {
  readonly number: number;
  readonly timeline: number;
  readonly lengths: readonly number[];
}
