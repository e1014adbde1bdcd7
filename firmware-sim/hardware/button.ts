import type { ButtonPort } from '../firmware/env.ts';
import {
  AGES,
  booleanOf,
  integerOf,
  PartStateError,
  type PartState,
  type Range,
  textOf,
  WORDS,
} from './part-state.ts';
import { Rng } from './rng.ts';

/** How long a finger stays on a button for a press: 150 ms, in ticks. */
export const PRESS_TICKS = 4916;

/** Chatter of a contact, in milliseconds. */
const BOUNCES: Range = { from: 0, to: 60_000 };
/** Edges that wait at most: two trains of the most bounces that a fob type may have (50). */
const MOST_EDGES = 2 * (1 + 2 * 50);

export interface ButtonParameters {
  /** How long the contact chatters after each edge at most; rubber domes settle within 5 to 10 ms. */
  readonly bounceMilliseconds: number;
  /** Most times that it opens and closes again while it chatters. */
  readonly maxBounces: number;
}

/** Stands in where there is none. */
export const NO_BUTTON: ButtonParameters = { bounceMilliseconds: 0, maxBounces: 0 };

/** What a broken button does: closed for good, or never closing. */
export type ButtonStuck = 'down' | 'open';

/**
 * A push button. A finger's `press` or `release` becomes a train of contact edges, drawn from the
 * seed, which ends in the finger's position.
 */
export class Button implements ButtonPort {
  readonly parameters: ButtonParameters;
  /** Fault hook: chatter of a worn contact. Starts as the parameter says. */
  bounceMilliseconds: number;
  /** Fault hook. The contact then stays where it is stuck, whatever the finger does. */
  stuck: ButtonStuck | undefined;
  readonly #rng: Rng;
  #now = 0;
  #contact = false;
  #finger = false;
  /** World ticks of the edges to come, ascending; each toggles the contact. */
  #edges: number[] = [];

  constructor(parameters: ButtonParameters, seed: number) {
    this.parameters = parameters;
    this.bounceMilliseconds = parameters.bounceMilliseconds;
    this.#rng = new Rng(seed);
  }

  isDown(): boolean {
    return this.stuck === undefined ? this.#contact : this.stuck === 'down';
  }

  /** Whether a finger is on it now. */
  get held(): boolean {
    return this.#finger;
  }

  /** A finger goes down now. With `holdTicks` ≥ 1 it lifts by itself after that long. */
  press(holdTicks?: number): void {
    this.#finger = holdTicks === undefined;
    this.#schedule(true, this.#now, holdTicks === undefined ? Infinity : this.#now + holdTicks);
    if (holdTicks !== undefined) this.#train(this.#now + holdTicks, Infinity);
  }

  /** The finger lifts now. */
  release(): void {
    this.#finger = false;
    this.#schedule(false, this.#now, Infinity);
  }

  /** World ticks until the contact next changes; undefined when nothing is coming or it is stuck. */
  nextEdge(): number | undefined {
    const next = this.#edges[0];
    return next === undefined || this.stuck !== undefined ? undefined : next - this.#now;
  }

  advance(worldTicks: number): void {
    this.#now += worldTicks;
    if (this.#edges.length > 0) this.#settle();
  }

  save(): PartState {
    return {
      now: this.#now,
      contact: this.#contact,
      finger: this.#finger,
      edges: this.#edges.join(' '),
      bounceMilliseconds: this.bounceMilliseconds,
      stuck: this.stuck ?? '',
      ...Object.fromEntries(Object.entries(this.#rng.save()).map(([k, v]) => [`rng.${k}`, v])),
    };
  }

  load(state: PartState): void {
    const stuck = textOf(state, 'stuck');
    this.#now = integerOf(state, 'now', AGES);
    this.#contact = booleanOf(state, 'contact');
    this.#finger = booleanOf(state, 'finger');
    this.#edges = edgesOf(state, this.#now);
    this.bounceMilliseconds = integerOf(state, 'bounceMilliseconds', BOUNCES);
    this.stuck = stuck === 'down' || stuck === 'open' ? stuck : undefined;
    this.#rng.load(
      Object.fromEntries(['a', 'b', 'c', 'd'].map((k) => [k, integerOf(state, `rng.${k}`, WORDS)])),
    );
  }

  /** Forgets what was coming and drives the contact to `down` from `at`, settled before `before`. */
  #schedule(down: boolean, at: number, before: number): void {
    this.#edges = [];
    if (this.#contact !== down) this.#train(at, before);
    this.#settle();
  }

  /** One edge at `at`, then pairs of edges while the contact chatters; none at or after `before`. */
  #train(at: number, before: number): void {
    this.#edges.push(at);
    const window = Math.floor((this.bounceMilliseconds * 32_768) / 1000);
    const bounces = this.#rng.below(this.parameters.maxBounces + 1);
    const chatter = new Set<number>();
    for (let i = 0; i < 2 * bounces && window > 0; i++)
      chatter.add(at + 1 + this.#rng.below(window));
    const later = [...chatter].filter((tick) => tick < before).sort((a, b) => a - b);
    this.#edges.push(...later.slice(0, later.length - (later.length % 2)));
  }

  #settle(): void {
    for (
      let next = this.#edges[0];
      next !== undefined && next <= this.#now;
      next = this.#edges[0]
    ) {
      this.#contact = !this.#contact;
      this.#edges.shift();
    }
  }
}

/** The edges to come, each later than `now` and than the one before it. Throws PartStateError. */
function edgesOf(state: PartState, now: number): number[] {
  const text = textOf(state, 'edges');
  const edges = text === '' ? [] : text.split(' ').map(Number);
  const ascending = edges.every(
    (edge, i) => Number.isSafeInteger(edge) && edge > (edges[i - 1] ?? now),
  );
  if (!ascending || edges.length > MOST_EDGES) {
    throw new PartStateError('edges', `at most ${String(MOST_EDGES)} times to come, ascending`);
  }
  return edges;
}
