import type { Subject } from '../../../../../host/bench/conform/subject.ts';
import type { FobSeat } from '../../../../../host/emulator/seat/fob-seat.ts';
import type { Core } from '../../../../../firmware-sim/firmware/core.ts';

/** A fob that is wrong in one thing. */
export interface Mutant {
  /** What it does that a fob must not. */
  readonly name: string;
  /** The rule that it breaks. */
  readonly rule: string;
  /** The check that has to find it. */
  readonly caughtBy: string;
  /** Why more than a handful of checks find it. */
  readonly wide?: string;
  /** Changes the firmware of every fob that is made from now on; what comes back undoes it. */
  readonly plant?: () => () => void;
  /** Puts something between the fob and whoever checks it. */
  readonly tamper?: (subject: Subject, seat: FobSeat) => Subject;
}

/** Puts a method in the place of another, which it is given; the function undoes that. */
export function patch<T extends object, K extends keyof T & string>(
  owner: T,
  name: K,
  make: (original: T[K]) => T[K],
): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const original = owner[name];
  Object.defineProperty(owner, name, { value: make(original), configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}

/** The same for a getter. */
export function patchGetter<T extends object, K extends keyof T & string>(
  owner: T,
  name: K,
  make: (self: T, original: () => T[K]) => T[K],
): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  if (before?.get === undefined) throw new Error(`${name} is no getter`);
  Object.defineProperty(owner, name, {
    configurable: true,
    get(this: T) {
      return make(this, () => before.get?.call(this) as T[K]);
    },
  });
  return () => {
    Object.defineProperty(owner, name, before);
  };
}

/** Several changes as one. */
export function together(...undo: readonly (() => void)[]): () => void {
  return () => {
    for (const one of undo.toReversed()) one();
  };
}

const seats: { now?: FobSeat } = {};

/** To be told of each fob that is made. */
export function seated(seat: FobSeat): void {
  seats.now = seat;
}

/** The fob under check. */
export function seatNow(): FobSeat {
  if (seats.now === undefined) throw new Error('no fob is made yet');
  return seats.now;
}

/** The organs of the firmware that runs. */
export function coreNow(): Core {
  const core = seatNow().fob.firmware?.core;
  if (core === undefined) throw new Error('the fob does not run');
  return core;
}
