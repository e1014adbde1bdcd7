import { TICKS_PER_SECOND } from '@fobkit/protocol';
import type { Fob } from '../fob/fob.ts';
import { selfDischargeNa } from '../hardware/cell.ts';
import { integerOf } from '../hardware/part-state.ts';
import type { Profile } from '../profile/profile.ts';
import { usualBenchFob } from './fob-on-bench.ts';

/** What a press is to a fob of a type, read off a whole one. */
export interface PressFacts {
  /** What flows without a press, beyond sleep and clock, in nA: a display that is always on. */
  readonly standingNa: number;
  readonly healthy: PressFact;
  /** With a low-battery text before the code; as a healthy one where the type has none. */
  readonly warned: PressFact;
}

export interface PressFact {
  /** In nA·s, beyond what flows without a press. */
  readonly chargeNas: number;
  /** Ticks from the press to the code. */
  readonly delayTicks: number;
  /** What the computation of the code draws beyond sleep and clock, in nA. */
  readonly pulseNa: number;
}

const HOUR = 3600 * TICKS_PER_SECOND;
/** Long after the last screen of a press. */
const AFTERWARDS = 300 * TICKS_PER_SECOND;
const SUPPLY_MILLIVOLTS = 3000;
/** The turnover at which the bench fob's crystal is exact. */
const BENCH_DECI_CELSIUS = 250;

const known = new WeakMap<Profile, Map<number, PressFacts>>();

/**
 * Presses a whole fob of that type, with steps of that length, and looks at its cell and at a bench
 * supply in its place. What was seen is kept, for as long as the profile is.
 */
export function pressFacts(profile: Profile, stepSeconds: number): PressFacts {
  const bySteps = known.get(profile) ?? new Map<number, PressFacts>();
  known.set(profile, bySteps);
  const facts = bySteps.get(stepSeconds) ?? measure(profile, stepSeconds);
  bySteps.set(stepSeconds, facts);
  return facts;
}

function measure(profile: Profile, stepSeconds: number): PressFacts {
  const { display, lowBattery } = profile.product;
  const make = (): Fob => usualBenchFob(profile, stepSeconds);
  const standingNa = standing(make());
  if (display.style !== 'press') {
    // The code is there already, and was computed at the beginning of its step.
    const pulseNa = pulse(make()) + (profile.parts.battery.loadsNa['display'] ?? 0);
    const healthy = { chargeNas: 0, delayTicks: 0, pulseNa };
    return { standingNa, healthy, warned: healthy };
  }
  const highest = Math.max(0, ...lowBattery.map(({ belowPercent }) => belowPercent));
  const pulseNa = pulse(make());
  const healthy = { ...press(make(), 100), pulseNa };
  if (highest === 0) return { standingNa, healthy, warned: healthy };
  // Just below the highest text: far from where the cell breaks down. The text stands all the while.
  const displayNa = profile.parts.battery.loadsNa['display'] ?? 0;
  const warned = { ...press(make(), highest - 0.01), pulseNa: pulseNa + displayNa };
  return { standingNa, healthy, warned };
}

/** What flows in an hour without a press beyond what always does, in nA. */
function standing(fob: Fob): number {
  fob.advance(HOUR);
  const before = usedNaTicks(fob);
  fob.advance(HOUR);
  return (usedNaTicks(fob) - before) / HOUR - alwaysNa(fob);
}

function press(
  fob: Fob,
  percent: number,
): { readonly chargeNas: number; readonly delayTicks: number } {
  fob.setBattery(percent);
  const [pressedAt, before] = [fob.worldTicks, usedNaTicks(fob)];
  let delayTicks = 0;
  const leave = fob.observe(({ at, kind }) => {
    const isCode = kind === 'lcd' && fob.firmware?.core.display.shown?.kind === 'code';
    if (isCode) delayTicks = at - pressedAt;
  });
  fob.press();
  fob.advance(AFTERWARDS);
  leave();
  const drawn = usedNaTicks(fob) - before - alwaysNa(fob) * AFTERWARDS;
  return { chargeNas: drawn / TICKS_PER_SECOND, delayTicks };
}

/** What a supply in the place of the cell notes as the current of a code, in nA. */
function pulse(fob: Fob): number {
  fob.setRail(SUPPLY_MILLIVOLTS);
  fob.press();
  fob.advance(AFTERWARDS);
  return fob.parts.battery.rail.pulseMicroamps * 1000;
}

function alwaysNa(fob: Fob): number {
  const { parameters } = fob.parts.battery;
  const { loadsNa } = parameters;
  const self = selfDischargeNa(parameters, BENCH_DECI_CELSIUS);
  return (loadsNa['sleep'] ?? 0) + (loadsNa['rtc'] ?? 0) + self;
}

function usedNaTicks(fob: Fob): number {
  const state = fob.parts.battery.save();
  return integerOf(state, 'usedNah') * HOUR + integerOf(state, 'carry');
}
