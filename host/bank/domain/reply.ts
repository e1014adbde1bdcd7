import type { SentenceId } from './sentences.ts';

/** Done. `sentence`: only when the bank says something: a registration shows no message. */
export type Done<More extends object = object> = {
  readonly outcome: 'done';
  readonly sentence?: SentenceId;
  /** Besides: that full-width characters were taken as half-width. */
  readonly note?: SentenceId;
} & More;

/** Refused: nothing but counters has changed. */
export interface Refused {
  readonly outcome: 'refused';
  readonly sentence: SentenceId;
  readonly note?: SentenceId;
  /** Seconds until the next try is looked at. */
  readonly retryAfter?: number;
}

export type Reply<More extends object = object> = Done<More> | Refused;
