import type { RtcPort } from '../firmware/env.ts';
import type { Crystal } from './crystal.ts';
import {
  AGES,
  booleanOf,
  integerOf,
  optionalIntegerOf,
  type PartState,
  type Range,
} from './part-state.ts';

/** A clock that was set to its last moment, 2^52 − 1, still has half as long before it. */
const CALENDARS: Range = { from: 0, to: Math.floor(1.5 * AGES.to) };
/** How far ahead of the uptime an alarm may be, in ticks: over a year. */
const ALARM_AHEAD = 1_099_511_627_776;

/**
 * The real-time clock: two counters on the crystal, one alarm. It loses its time with its power;
 * the valid flag tells (as the oscillator-stop flag of an RV-3028-C7 or DS3231 does).
 */
export class Rtc implements RtcPort {
  readonly #crystal: Crystal;
  #calendar = 0;
  #uptime = 0;
  #alarm: number | undefined;
  #valid = false;
  #powered = true;

  constructor(crystal: Crystal) {
    this.#crystal = crystal;
  }

  now(): number {
    return this.#calendar;
  }

  set(unixTicks: number): void {
    this.#calendar = unixTicks;
    this.#valid = true;
  }

  valid(): boolean {
    return this.#valid;
  }

  uptime(): number {
    return this.#uptime;
  }

  setAlarm(atUptime: number | undefined): void {
    this.#alarm = atUptime;
  }

  setTrim(ppb: number): void {
    this.#crystal.trimPpb = ppb;
  }

  /** Lets crystal ticks pass; nothing moves while the power is off. */
  advance(crystalTicks: number): void {
    if (!this.#powered) return;
    this.#calendar += crystalTicks;
    this.#uptime += crystalTicks;
  }

  /** Crystal ticks until the alarm goes off, 0 when it is due; undefined when none is armed. */
  ticksToAlarm(): number | undefined {
    if (this.#alarm === undefined || !this.#powered) return undefined;
    return Math.max(0, this.#alarm - this.#uptime);
  }

  /** Whether the alarm is due; if so it is disarmed, since it wakes the firmware once. */
  takeAlarm(): boolean {
    if (this.ticksToAlarm() !== 0) return false;
    this.#alarm = undefined;
    return true;
  }

  /** The chip resets with the power on: uptime starts again, the alarm is gone, the calendar runs on. */
  reset(): void {
    this.#uptime = 0;
    this.#alarm = undefined;
  }

  powerLost(): void {
    this.#powered = false;
    this.#valid = false;
    this.#calendar = 0;
    this.reset();
  }

  /** Counting starts again from 0; `valid()` stays false until the calendar is set. */
  powerRestored(): void {
    this.#powered = true;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Fault hook: the calendar leaps, as after a disturbed register; negative is backward. */
  jump(ticks: number): void {
    this.#calendar = Math.max(0, this.#calendar + ticks);
  }

  save(): PartState {
    return {
      calendar: this.#calendar,
      uptime: this.#uptime,
      valid: this.#valid,
      powered: this.#powered,
      ...(this.#alarm === undefined ? {} : { alarm: this.#alarm }),
    };
  }

  load(state: PartState): void {
    this.#calendar = integerOf(state, 'calendar', CALENDARS);
    this.#uptime = integerOf(state, 'uptime', AGES);
    this.#valid = booleanOf(state, 'valid');
    this.#powered = booleanOf(state, 'powered');
    this.#alarm = optionalIntegerOf(state, 'alarm', { from: 0, to: this.#uptime + ALARM_AHEAD });
  }
}
