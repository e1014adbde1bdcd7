import { FobDevice, type HostClock, type HostEnv } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import type { LiveClock } from '../live-clock.ts';
import { turn } from '../turn.ts';
import { Dice } from './dice.ts';
import type { FarmFob } from './farm-fob.ts';
import type { Mishap } from './fob-wish.ts';
import type { WayMaker } from './way.ts';

/** A port with a fob in it, as a station wants ports. */
export interface FarmPort {
  readonly name: string;
  /** What another process connects to, where the farm's way leads out of this one. */
  readonly url: string;
  /** Rejects with a `FobError`. */
  connect(signal: AbortSignal): Promise<FobDevice>;
}

export type FarmEvent =
  | { readonly kind: 'arrived'; readonly port: FarmPort }
  | { readonly kind: 'left'; readonly port: string };

/** As much of what a station tells as an operator looks at. */
export interface HeardEvent {
  readonly kind: string;
  readonly port?: string;
  readonly step?: string;
  readonly end?: string;
  readonly trouble?: string;
  readonly deviceId?: string;
}

/** Where the fobs of a bench come from. */
export interface FobSupply {
  readonly clock: HostClock;
  readonly time: LiveClock;
  readonly way: WayMaker;
  /** The next one, new or once more; undefined when there is none. */
  next(): Promise<FarmFob | undefined>;
  /** It comes once more, after all others, in so many milliseconds. */
  giveBack(fob: FarmFob, inMs?: number): void;
}

export interface BenchOptions {
  readonly name: string;
  readonly ports: number;
  readonly seed: number;
}

interface Seat {
  readonly name: string;
  fob: FarmFob | undefined;
  port: FarmPort | undefined;
  /** How often the station spoke of it. */
  heard: number;
  /** What the operator is doing at it, one thing after the other. */
  hand: Promise<void>;
}

/** What becomes of a fob that is taken out. */
type Fate = 'away' | 'again' | 'later';

/** Ends after which a fob is tried again. */
const AGAIN: ReadonlySet<string> = new Set(['rolled-back', 'left-open']);
/** Troubles that pass by themselves: another station, or one that died, has the fob's unit. */
const PASSING: ReadonlySet<string> = new Set(['elsewhere']);
const PASSES_IN_MS = 500;
/** Visits after which nobody tries a fob any more. */
const MOST_VISITS = 6;
/** The most bytes of flash that a torn write leaves whole. */
const TEAR_WITHIN = 160;
/** How long an operator waits whether a station that could not connect comes to the next fob. */
const DOUBT_MS = 100;

/**
 * The ports of one station, and its operator. Ports are filled once somebody watches; what the
 * station tells goes to `hear`.
 */
export class FarmBench {
  readonly #farm: FobSupply;
  readonly #env: HostEnv;
  readonly #dice: Dice;
  readonly #seats: readonly Seat[];
  readonly #watchers = new Set<(event: FarmEvent) => void>();
  #failure: unknown;
  #gone = false;

  constructor(farm: FobSupply, { name, ports, seed }: BenchOptions) {
    this.#farm = farm;
    this.#env = { ...nodeEnv, clock: farm.clock };
    this.#dice = new Dice(seed);
    this.#seats = Array.from({ length: ports }, (_, at) => ({
      name: `${name}.${String(at + 1)}`,
      fob: undefined,
      port: undefined,
      heard: 0,
      hand: Promise.resolve(),
    }));
  }

  /** Tells first of the fobs that are there, then of those that come and go. */
  async *watch(signal: AbortSignal): AsyncGenerator<FarmEvent, undefined> {
    const told: FarmEvent[] = [];
    let wake = Promise.withResolvers<undefined>();
    const ring = (): void => {
      wake.resolve(undefined);
    };
    const tell = (event: FarmEvent): void => {
      told.push(event);
      ring();
    };
    for (const { port } of this.#seats) if (port !== undefined) tell({ kind: 'arrived', port });
    this.#watchers.add(tell);
    signal.addEventListener('abort', ring);
    this.look();
    try {
      while (!signal.aborted) {
        for (const event of told.splice(0)) yield event;
        await wake.promise;
        wake = Promise.withResolvers();
        if (this.#failure !== undefined) {
          throw new Error('a fob could not be plugged in', { cause: this.#failure });
        }
      }
    } finally {
      this.#watchers.delete(tell);
      signal.removeEventListener('abort', ring);
    }
  }

  /** What the operator sees on the station's screen. */
  hear(event: HeardEvent): void {
    const seat = this.#seats.find(({ name }) => name === event.port);
    if (seat === undefined) return;
    seat.heard++;
    const { fob } = seat;
    // It may speak of the fob that was here before.
    const stale = event.deviceId !== undefined && event.deviceId !== fob?.deviceId;
    if (fob === undefined || stale) return;
    if (event.kind === 'press-wanted' && fob.wish.kind !== 'unpressed') fob.press();
    if (event.kind === 'step') this.#befall(seat, fob, fob.mishapAt(event.step ?? ''));
    if (event.kind === 'ended') this.#ended(seat, fob, event);
  }

  /** A fob may be had again: a station that waits with an empty port gets it. */
  look(): void {
    if (this.#watchers.size === 0) return;
    for (const seat of this.#seats) if (seat.fob === undefined) this.#then(seat, this.#fill);
  }

  /** The fob in a port. */
  fobAt(port: string): FarmFob | undefined {
    return this.#seats.find(({ name }) => name === port)?.fob;
  }

  /** Something happens to the fob in a port, now. */
  befall(port: string, how: Mishap): void {
    const seat = this.#seats.find(({ name }) => name === port);
    if (seat?.fob !== undefined) this.#befall(seat, seat.fob, how);
  }

  /**
   * Something happens to the fobs in all ports, as when their hub loses its power.
   *
   * @returns How many there were.
   */
  befallAll(how: Mishap): number {
    let count = 0;
    for (const seat of this.#seats) {
      if (seat.fob === undefined) continue;
      this.#befall(seat, seat.fob, how);
      count++;
    }
    return count;
  }

  /** Nobody works here any more: the fobs in its ports go to other stations. */
  async leave(): Promise<void> {
    this.#gone = true;
    for (const seat of this.#seats) {
      await seat.hand;
      if (seat.fob !== undefined) await this.#take(seat, seat.fob, 'again');
    }
  }

  #ended(seat: Seat, fob: FarmFob, { end = '', trouble = '', deviceId }: HeardEvent): void {
    if (deviceId !== undefined) {
      fob.ends.push(end);
      const passes = PASSING.has(trouble);
      const again = AGAIN.has(end) && fob.ends.length < MOST_VISITS;
      const fate = passes ? 'later' : again ? 'again' : 'away';
      this.#then(seat, () => this.#take(seat, fob, fate));
      return;
    }
    // It got no answer, of this fob or of the one that was here before.
    const { heard } = seat;
    this.#farm.clock.after(DOUBT_MS, () => {
      if (seat.fob !== fob || seat.heard !== heard) return;
      fob.ends.push(end);
      const fate = fob.ends.length < MOST_VISITS ? 'again' : 'away';
      this.#then(seat, () => this.#take(seat, fob, fate));
    });
  }

  #befall(seat: Seat, fob: FarmFob, how: Mishap | undefined): void {
    if (how === undefined) return;
    if (how === 'tear') {
      fob.tearAt(this.#dice.below(TEAR_WITHIN), this.#dice.u32());
      return;
    }
    // At once: what the station does next finds it gone.
    if (how === 'cut') fob.cutPower();
    else fob.fallOut();
    this.#then(seat, () => this.#take(seat, fob, 'again'));
  }

  #then(seat: Seat, what: (seat: Seat) => Promise<void>): void {
    seat.hand = seat.hand
      .then(() => what.call(this, seat))
      .catch((error: unknown) => {
        this.#failure = error;
        for (const tell of this.#watchers) tell({ kind: 'left', port: seat.name });
      });
  }

  /** Takes a fob out and puts the next one in. */
  async #take(seat: Seat, fob: FarmFob, fate: Fate): Promise<void> {
    if (seat.fob !== fob) return;
    seat.fob = undefined;
    seat.port = undefined;
    await fob.pullOut();
    this.#tell({ kind: 'left', port: seat.name });
    if (fate === 'away') await fob.putAway();
    else this.#farm.giveBack(fob, fate === 'later' ? PASSES_IN_MS : 0);
    await this.#fill(seat);
  }

  async #fill(seat: Seat): Promise<void> {
    // Fobs in this process answer without the event loop: timers want their turn too.
    await turn();
    if (this.#gone || seat.fob !== undefined) return;
    const fob = await this.#farm.next();
    if (fob === undefined) return;
    const way = await fob.plugIn(this.#farm.time, this.#farm.clock, this.#farm.way);
    const { name } = seat;
    const port: FarmPort = {
      name,
      url: way.url,
      connect: (signal) => FobDevice.connect(way.link, this.#env, { signal }),
    };
    seat.fob = fob;
    seat.port = port;
    this.#tell({ kind: 'arrived', port });
  }

  #tell(event: FarmEvent): void {
    for (const tell of this.#watchers) tell(event);
  }
}
