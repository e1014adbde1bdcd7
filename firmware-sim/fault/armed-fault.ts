import { Rng } from '../hardware/rng.ts';

import { TICKS_PER_SECOND } from '@fobkit/protocol';
import type { ArmedState, FaultState } from './armed-state.ts';
import { findKind } from './catalogue.ts';
import { durationTicks } from './duration.ts';
import { type EventName, type Happening, matches } from './event.ts';
import type { Fault } from './fault.ts';
import type { Effect, FaultKind, Note } from './kind.ts';
import { formatFault } from './parse-fault.ts';

/** What somebody wants of a fault as soon as the CPU sleeps. */
export type Wish = 'begin' | 'end' | 'clear';

/** One fault on the board: waiting, acting or over, and the evidence that it fired. */
export class ArmedFault {
  readonly id: string;
  readonly fault: Fault;
  readonly kind: FaultKind;
  readonly effect: Effect;
  /** The fault as a command line has it. */
  readonly text: string;
  readonly rng: Rng;
  readonly armedAt: number;
  state: FaultState = 'armed';
  firedCount = 0;
  firstAt: number | undefined;
  lastAt: number | undefined;
  endedAt: number | undefined;
  /** Events counted towards the trigger. */
  seen = 0;
  /** Events until it is over; undefined when none count. */
  eventsLeft: number | undefined;
  /** World time at which it is over. */
  until = Infinity;
  /** Which of the acting faults began first. */
  order = 0;
  note: Note = {};
  /** What it did, in words. */
  what = '';
  wish: Wish | undefined;
  readonly #triggerEvent: EventName | undefined;
  readonly #durationEvent: EventName | undefined;

  constructor(id: string, fault: Fault, armedAt: number, seed: number) {
    this.id = id;
    this.fault = fault;
    this.kind = findKind(fault.kind);
    this.effect = this.kind.compile(fault.args);
    this.rng = new Rng(fault.seed ?? seed);
    this.#triggerEvent = triggerEvent(fault, this.effect);
    this.#durationEvent = durationEvent(fault, this.effect);
    this.armedAt = armedAt;
    this.text = formatFault(fault);
  }

  static restore(state: ArmedState): ArmedFault {
    const armed = new ArmedFault(state.id, state.fault, state.armedAt, 0);
    armed.rng.load(state.rng);
    armed.state = state.state;
    armed.firedCount = state.firedCount;
    armed.firstAt = state.firstAt;
    armed.lastAt = state.lastAt;
    armed.endedAt = state.endedAt;
    armed.seen = state.seen;
    armed.eventsLeft = state.eventsLeft;
    armed.until = state.until ?? Infinity;
    armed.order = state.order;
    armed.note = state.note;
    armed.what = state.what;
    return armed;
  }

  /** `note`: what is kept in place of its own. */
  save(note: Note): ArmedState {
    const { a = 0, b = 0, c = 0, d = 0 } = this.rng.save();
    return {
      id: this.id,
      fault: this.fault,
      armedAt: this.armedAt,
      rng: { a: Number(a), b: Number(b), c: Number(c), d: Number(d) },
      state: this.state,
      firedCount: this.firedCount,
      ...(this.firstAt === undefined ? {} : { firstAt: this.firstAt }),
      ...(this.lastAt === undefined ? {} : { lastAt: this.lastAt }),
      ...(this.endedAt === undefined ? {} : { endedAt: this.endedAt }),
      seen: this.seen,
      ...(this.eventsLeft === undefined ? {} : { eventsLeft: this.eventsLeft }),
      ...(this.until === Infinity ? {} : { until: this.until }),
      order: this.order,
      note,
      what: this.what,
    };
  }

  /** Waiting or acting. */
  get live(): boolean {
    return this.state === 'armed' || this.state === 'acting';
  }

  /** World time at which it begins or ends by the clock; Infinity when by something else. */
  get dueAt(): number {
    if (this.state === 'acting') return this.until;
    const { trigger } = this.fault;
    if (this.state !== 'armed') return Infinity;
    if (trigger.on === 'time') return trigger.unixSeconds * TICKS_PER_SECOND;
    if (trigger.on === 'delay')
      return this.armedAt + Math.round(trigger.seconds * TICKS_PER_SECOND);
    return Infinity;
  }

  /** Whether it meets this event as one of the bytes or frames that it acts on. */
  meets({ name, direction }: Happening): boolean {
    const { effect } = this;
    if (effect.on === 'part' || effect.on !== name) return false;
    return effect.way === 'both' || effect.way === direction;
  }

  /** Whether it counts events of this name. */
  counts(name: Happening['name']): boolean {
    const events = [this.#triggerEvent, this.#durationEvent];
    return events.some((event) => event?.split('.')[0] === name);
  }

  /** Counts `count` events towards the trigger; tells which of them, from 1, pulled it. */
  triggered(happening: Happening, count = 1): number | undefined {
    const { trigger } = this.fault;
    const event = this.#triggerEvent;
    if (this.state !== 'armed' || event === undefined || !matches(event, happening))
      return undefined;
    const before = this.seen;
    this.seen += count;
    if (trigger.on === 'nth') return this.seen < trigger.n ? undefined : trigger.n - before;
    if (trigger.on !== 'chance') return undefined;
    for (let i = 1; i <= count; i++) {
      if (this.rng.uint32() < trigger.probability * 4_294_967_296) return i;
    }
    return undefined;
  }

  /** Counts events towards its end; true when that has come. */
  exhausted(happening: Happening, count = 1): boolean {
    const event = this.#durationEvent;
    if (this.state !== 'acting' || this.eventsLeft === undefined) return false;
    if (event === undefined || !matches(event, happening)) return false;
    this.eventsLeft -= count;
    return this.eventsLeft <= 0;
  }

  begin(now: number, order: number): void {
    this.state = 'acting';
    this.order = order;
    this.endedAt = undefined;
    const own = this.effect.on === 'part' ? this.effect.seconds : undefined;
    const seconds = this.fault.durationSeconds ?? own;
    this.until = seconds === undefined ? Infinity : now + durationTicks(seconds);
    const once = this.#durationEvent === undefined ? undefined : 1;
    this.eventsLeft = this.fault.durationEvents?.count ?? once;
  }

  fired(now: number, what = ''): void {
    this.firedCount++;
    this.firstAt ??= now;
    this.lastAt = now;
    if (what !== '') this.what = what;
  }

  /** Over; or waiting again, when it fires by chance and nobody cleared it. */
  end(now: number, cleared: boolean): void {
    const again = this.fault.trigger.on === 'chance' && !cleared;
    this.state = again ? 'armed' : this.firedCount > 0 ? 'over' : 'never-fired';
    this.endedAt = now;
    this.until = Infinity;
    this.eventsLeft = undefined;
    this.note = {};
  }
}

/** What pulls the trigger. */
function triggerEvent({ trigger }: Fault, effect: Effect): EventName | undefined {
  return 'event' in trigger ? narrow(trigger.event, effect) : undefined;
}

/** What counts down the duration; a fault of traffic that begins on an event takes one unit. */
function durationEvent(fault: Fault, effect: Effect): EventName | undefined {
  const { durationEvents, durationSeconds, trigger } = fault;
  if (durationEvents !== undefined) return narrow(durationEvents.event, effect);
  const once = durationSeconds === undefined && 'event' in trigger && effect.on !== 'part';
  return once ? narrow(effect.on, effect) : undefined;
}

/** A fault of one direction counts the bytes, or frames, of that direction. */
function narrow(event: EventName, effect: Effect): EventName {
  if (effect.on === 'part' || effect.on !== event || effect.way === 'both') return event;
  return `${effect.on}.${effect.way}`;
}
