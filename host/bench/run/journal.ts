import type { Reading } from '@fobkit/client';
import type { StepEnd } from './blame.ts';
import type {
  Measurement,
  MessageRecord,
  Reason,
  RunRecord,
  Sample,
  StepRecord,
} from './record.ts';

/** What a run writes down while it goes on. */
export class Journal {
  readonly steps: StepRecord[] = [];
  readonly measurements: Measurement[] = [];
  readonly readings: Reading[] = [];
  readonly timeline: Sample[] = [];
  readonly transcript: MessageRecord[] = [];
  readonly equivalents: RunRecord['equivalents'][number][] = [];
  /** Why a group had to be done again, the first time of each. */
  readonly shaky: Reason[] = [];
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
      lengths: this.#lists().map((list) => list.length),
    };
  }

  /** Forgets what was written since: the sweep's cuts that came off would fill books. */
  forget(mark: JournalMark): void {
    this.number = mark.number;
    this.#lists().forEach((list, i) => {
      list.length = mark.lengths[i] ?? list.length;
    });
  }

  #lists(): unknown[][] {
    return [this.steps, this.measurements, this.readings, this.timeline, this.transcript];
  }
}

export interface JournalMark {
  readonly number: number;
  readonly lengths: readonly number[];
}
