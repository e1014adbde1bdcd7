import { UsageError, TICKS_PER_SECOND } from '@fobkit/protocol';
import * as v from 'valibot';
import type { Direction, Occurrence } from '../fob/occurrence.ts';
import type { Piece, WireName } from '../fob/wire.ts';
import { ArmedFault } from './armed-fault.ts';
import { boardStateSchema, type BoardState } from './armed-state.ts';
import { holds } from './condition.ts';
import { happeningOf, type Happening } from './event.ts';
import { checkFault, type FaultInput } from './fault.ts';
import { checkNeed } from './needs.ts';
import { PartActs } from './part-acts.ts';
import { type FaultReport, reportOf } from './report.ts';
import type { FaultTarget } from './target.ts';
import { Traffic } from './traffic.ts';

/** How often in world time a condition is looked at when nothing happens to the fob. */
const WATCH_TICKS = 60 * TICKS_PER_SECOND;

/** The faults of one fob: armed, acting, over, and the evidence of each. */
export class FaultBoard {
  readonly #target: FaultTarget;
  readonly #parts: PartActs;
  readonly #traffic: Traffic;
  /** Every fault that was ever armed, in that order. */
  readonly #all: ArmedFault[] = [];
  #live: readonly ArmedFault[] = [];
  #settling = false;
  /** What faults change by themselves is not counted for faults: they would chase each other. */
  #deaf = false;
  /** Steps of flash that were counted already. */
  #flashSteps = 0;

  /** World time at which a fault wants to act next; Infinity when none does. */
  nextDue = Infinity;

  constructor(target: FaultTarget) {
    this.#target = target;
    this.#parts = new PartActs(target, {
      live: () => this.#live,
      fired: (fault) => {
        this.#tell('fault-fired', fault);
      },
      seen: (text) => {
        this.#deaf = true;
        target.note({ kind: 'lcd', text });
        this.#deaf = false;
      },
    });
    this.#traffic = new Traffic({
      now: () => target.worldTicks,
      live: () => this.#live,
      happen: (happening, count) => this.#happen(happening, count),
      begin: (fault) => {
        this.#begin(fault);
      },
      fired: (faults) => {
        for (const fault of faults) this.#tell('fault-fired', fault);
      },
      end: (fault) => {
        this.#end(fault, false);
      },
    });
  }

  /** Whether no fault waits or acts, so that nothing need be told to the board. */
  get idle(): boolean {
    return this.#live.length === 0;
  }

  /**
   * Puts a fault on the board. Without a trigger it acts at once; while the CPU works, as soon as
   * it sleeps.
   *
   * @throws UsageError when the fault is none, or this fob lacks the part.
   */
  arm(input: FaultInput): FaultReport {
    const fault = checkFault(input);
    const now = this.#target.worldTicks;
    const ordinal = this.#all.length + 1;
    const armed = new ArmedFault(`f${ordinal}`, fault, now, ordinal);
    checkNeed(fault.kind, armed.kind.needs, this.#target);
    if (armed.effect.on === 'part') armed.effect.check?.(this.#target.parts);
    this.#countWrites();
    this.#all.push(armed);
    this.#tell('fault-armed', armed);
    if (fault.trigger.on === 'arming' || armed.dueAt <= now) armed.wish = 'begin';
    this.#refresh();
    this.settle();
    return reportOf(armed);
  }

  /**
   * Lifts a fault for good and gives the part back as it was; one that is over already stays so.
   *
   * @throws UsageError when there is no such fault.
   */
  clear(id: string): FaultReport {
    const armed = this.#find(id);
    if (armed.live) armed.wish = 'clear';
    this.settle();
    return reportOf(armed);
  }

  /** Clears every fault that waits or acts. */
  clearAll(): void {
    for (const armed of this.#live) armed.wish = 'clear';
    this.settle();
  }

  /** What became of each fault, in the order of arming. One that never fired says so. */
  report(): FaultReport[] {
    return this.#all.map(reportOf);
  }

  /** @throws UsageError when there is no such fault. */
  find(id: string): FaultReport {
    return reportOf(this.#find(id));
  }

  /** Lets faults begin and end whose time has come. */
  runDue(now: number): void {
    if (now < this.nextDue) return;
    for (const armed of this.#live) {
      if (armed.dueAt > now || armed.wish === 'clear') continue;
      armed.wish = armed.state === 'armed' ? 'begin' : 'end';
    }
    this.#refresh();
    this.settle();
  }

  /** Tells the faults what happens to the fob. */
  notice(occurrence: Occurrence): void {
    if (this.#live.length === 0 || this.#deaf) return;
    const happening = happeningOf(occurrence);
    if (happening !== undefined) this.#happen(happening, 1);
    this.#endTraffic();
    this.settle();
  }

  /** What becomes of bytes on a wire. */
  shape(direction: Direction, bytes: Uint8Array, wire: WireName): readonly Piece[] {
    if (this.#live.length === 0 && this.#traffic.clear) return [{ bytes, delay: 0 }];
    const pieces = this.#traffic.shape(direction, bytes, wire);
    this.#endTraffic();
    // A CPU that is off or hung will not sleep soon: then the next step of time lets faults act.
    if (this.#live.some(({ wish }) => wish !== undefined)) this.nextDue = this.#target.worldTicks;
    return pieces;
  }

  /** The host of a wire is gone. */
  hungUp(wire: number): void {
    this.#traffic.forget(wire);
  }

  /** Lets faults act on parts, once the CPU sleeps: to be called whenever something happened. */
  settle(): void {
    if (this.#live.length === 0 || this.#settling || !this.#target.cpuAsleep) return;
    this.#settling = true;
    do this.#refresh();
    while (this.#settleOnce());
    this.#settling = false;
  }

  /** What a snapshot keeps: plain JSON. */
  save(): unknown {
    return this.#all.map((armed) => armed.save(this.#parts.saved(armed))) satisfies BoardState;
  }

  /** @throws UsageError when `state` is not what `save` gave. */
  load(state: unknown): void {
    const result = v.safeParse(boardStateSchema, state);
    if (!result.success) {
      const [issue] = result.issues;
      throw new UsageError(`faults: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
    }
    this.#all.splice(0, Infinity, ...result.output.map((one) => ArmedFault.restore(one)));
    this.#refresh();
    for (const armed of this.#live) this.#parts.resume(armed);
    this.#flashSteps = this.#countFlash();
  }

  #find(id: string): ArmedFault {
    const found = this.#all.find((armed) => armed.id === id);
    if (found !== undefined) return found;
    const known = this.#all.map((armed) => armed.id).join(', ');
    throw new UsageError(
      `no fault "${id}": ${known === '' ? 'none was armed' : `one of ${known}`}`,
    );
  }

  /** Counts something for every fault; tells how many of `count` bytes a wire still carries. */
  #happen(happening: Happening, count: number): number {
    let carried = count;
    for (const armed of this.#live) {
      if (armed.meets(happening) || armed.wish === 'clear') continue;
      const at = armed.triggered(happening, count);
      if (at !== undefined) {
        if (armed.effect.on === 'part') armed.wish = 'begin';
        else this.#begin(armed);
        if (armed.effect.on === 'part' && armed.effect.cuts === true && happening.name === 'byte') {
          carried = Math.min(carried, at);
        }
      } else if (armed.exhausted(happening, count)) armed.wish = 'end';
    }
    return carried;
  }

  /** True when something began or ended, after which others may want to. */
  #settleOnce(): boolean {
    this.#countWrites();
    let moved = false;
    for (const armed of this.#live) {
      const { trigger } = armed.fault;
      const waits = armed.state === 'armed' && trigger.on === 'condition';
      if (waits && holds(trigger.condition, this.#target)) armed.wish ??= 'begin';
      const { wish } = armed;
      armed.wish = undefined;
      if (wish === 'begin') this.#begin(armed);
      else if (wish !== undefined) this.#end(armed, wish === 'clear');
      const finished = this.#parts.look(armed);
      if (finished) this.#over(armed, false);
      if (finished || wish !== undefined) moved = true;
    }
    return moved;
  }

  /** Faults of traffic need not wait for the CPU; but the bytes that end one still feel it. */
  #endTraffic(): void {
    for (const armed of this.#live) {
      if (armed.wish !== 'end' || armed.effect.on === 'part') continue;
      armed.wish = undefined;
      this.#end(armed, false);
    }
  }

  #begin(armed: ArmedFault): void {
    if (armed.state !== 'armed') return;
    const order = 1 + Math.max(0, ...this.#live.map((other) => other.order));
    armed.begin(this.#target.worldTicks, order);
    if (this.#parts.begin(armed)) this.#over(armed, false);
  }

  #end(armed: ArmedFault, cleared: boolean): void {
    if (armed.state === 'acting') this.#parts.lift(armed);
    else if (!cleared) return;
    this.#over(armed, cleared);
  }

  #over(armed: ArmedFault, cleared: boolean): void {
    armed.end(this.#target.worldTicks, cleared);
    this.#refresh();
    this.#tell('fault-cleared', armed);
  }

  #tell(kind: 'fault-armed' | 'fault-fired' | 'fault-cleared', armed: ArmedFault): void {
    this.#target.note({ kind, fault: armed.id, text: armed.text });
  }

  #countFlash(): number {
    const { flash } = this.#target.parts;
    return flash.programmedBytes + flash.erases;
  }

  #countWrites(): void {
    const steps = this.#countFlash();
    const more = steps - this.#flashSteps;
    this.#flashSteps = steps;
    if (more > 0) this.#happen({ name: 'write' }, more);
  }

  #refresh(): void {
    this.#live = this.#all.filter((armed) => armed.live);
    const now = this.#target.worldTicks;
    const watched = this.#live.some(
      ({ fault, state }) => state === 'armed' && fault.trigger.on === 'condition',
    );
    const watch = watched ? (Math.floor(now / WATCH_TICKS) + 1) * WATCH_TICKS : Infinity;
    this.nextDue = Math.min(watch, ...this.#live.map((armed) => armed.dueAt));
  }
}
