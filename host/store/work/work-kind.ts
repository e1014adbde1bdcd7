import type * as v from 'valibot';

/**
 * A kind of work that is done in shares, by threads or by workers on a queue: what a share comes to
 * follows from the order and the share's number alone, whoever does it.
 */
export interface WorkKind<Order, Result> {
  /** `campaign`: names its queue and its tables; lower-case letters. */
  readonly name: string;
  readonly order: v.GenericSchema<unknown, Order>;
  readonly sharesOf: (order: Order) => number;
  /** A result as text for a database. */
  readonly write: (result: Result) => string;
  /** Throws what it likes for a text that is no result of that share of the order. */
  readonly read: (text: string, order: Order, share: number) => Result;
}
