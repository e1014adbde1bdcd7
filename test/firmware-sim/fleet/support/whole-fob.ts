import type { Fob } from '@fobkit/firmware-sim';
import { hotp, prepareKey, type SeedLoad, TICKS_PER_SECOND } from '@fobkit/protocol';
import {
  type FleetJudge,
  type FleetSpec,
  FleetVerdict,
  runFleetPart,
} from '@fobkit/firmware-sim/fleet';
import { monthOfDay } from '../../../../firmware-sim/fleet/calendar.ts';
import { fleetSecret } from '../../../../firmware-sim/fleet/fleet-secret.ts';
import { FleetWork } from '../../../../firmware-sim/fleet/fleet-work.ts';
import { makeBenchFob } from '../../../../firmware-sim/fleet/fob-on-bench.ts';
import { type FobTraits, fobTraits } from '../../../../firmware-sim/fleet/fob-traits.ts';
import { windowJudge } from './window-judge.ts';

const DAY = 86_400;
const MORNING = 8 * 3600;
/** After the low-battery text and before the code is gone again. */
const READ_AFTER_TICKS = 5 * TICKS_PER_SECOND;

/** What a fob came to, by the fleet or as a whole fob. */
export interface Lifetime {
  /** Codes that were shown, one a press. */
  readonly codes: readonly string[];
  readonly lowBattery: number;
  readonly death: number;
  /** Clock minus world at the end, in ticks; undefined where the clock is gone. */
  readonly clockTicks: number | undefined;
}

/** What the fleet makes of a fob. */
export function fleetLifetime(spec: FleetSpec, fob: number): Lifetime {
  const factors: number[] = [];
  const judge: FleetJudge = {
    ...windowJudge({ stepSeconds: 30, behind: 0, ahead: 0 }),
    judge: (_memory, _at, _unixSeconds, factor) => {
      factors.push(factor);
      return FleetVerdict.accepted;
    },
  };
  const { fobs } = runFleetPart({ spec, first: fob, count: 1, judge });
  const key = prepareKey(spec.codes.algorithm, fleetSecret(spec, fob));
  const death = fobs.death[0] ?? -1;
  return {
    codes: factors.map((factor) => hotp(key, factor, spec.codes.digits)),
    lowBattery: fobs.lowBattery[0] ?? -1,
    death,
    clockTicks: death >= 0 ? undefined : clockTicksAtEnd(spec, fob),
  };
}

function clockTicksAtEnd(spec: FleetSpec, fob: number): number {
  const work = workOn(spec, fob);
  const sum = work.ends.errorBefore(0, spec.days);
  const whole = Math.floor(sum / 1e9);
  return whole * TICKS_PER_SECOND + Math.floor(((sum - whole * 1e9) * TICKS_PER_SECOND) / 1e9);
}

/** Unix seconds at which its owner presses it, dead or alive. */
function pressTimes(spec: FleetSpec, fob: number): readonly number[] {
  const { block, visits } = workOn(spec, fob);
  const times: number[] = [];
  for (let day = block.inUseFrom[0] ?? 0; day < spec.days; day++) {
    const count = visits.countOn(0, day, block.pressesADay[0] ?? 0);
    for (let k = 0; k < count; k++) {
      const second = visits.secondOf(visits.roll(0, day, k), k, count);
      times.push((spec.madeOn + day) * DAY + second);
    }
  }
  return times;
}

function workOn(spec: FleetSpec, fob: number): FleetWork {
  const judge = windowJudge({ stepSeconds: 30, behind: 0, ahead: 0 });
  const work = new FleetWork({ spec, first: fob, count: 1, judge }, 1);
  work.begin(fob, 1);
  return work;
}

/** The same fob through the whole firmware model, pressed at the same times, its LCD read. */
export function wholeLifetime(spec: FleetSpec, number: number): Lifetime {
  const traits = fobTraits(spec, number);
  const fob = makeWhole(spec, number, traits);
  const codes: string[] = [];
  let [lowBattery, death] = [-1, -1];
  const { display, lowBattery: told } = spec.profile.product;
  const texts = told.map(({ text }) => text.replace(/ ?\{d\}$/, ''));
  fob.observe((noted) => {
    const day = dayOf(spec, noted.at);
    if (noted.kind === 'power-off' && death < 0) death = day;
    if (
      noted.kind === 'lcd' &&
      lowBattery < 0 &&
      texts.some((text) => noted.text.startsWith(text))
    ) {
      lowBattery = day;
    }
  });
  const changes = temperatureChanges(spec, traits);
  let next = 0;
  const goTo = (ticks: number): void => {
    for (let change = changes[next]; change !== undefined; change = changes[++next]) {
      const at = change.at * TICKS_PER_SECOND;
      if (at > ticks) break;
      fob.advanceTo(at);
      fob.setTemperature(change.deciCelsius);
    }
    fob.advanceTo(ticks);
  };
  for (const unixSeconds of pressTimes(spec, number)) {
    const ticks = unixSeconds * TICKS_PER_SECOND;
    goTo(ticks);
    if (death >= 0) break;
    fob.press();
    if (display.style === 'press') goTo(ticks + READ_AFTER_TICKS);
    const text = fob.parts.lcd.visibleText();
    if (text.length === spec.codes.digits && /^\d+$/.test(text)) codes.push(text);
    else if (death < 0) death = dayOf(spec, ticks);
  }
  goTo((spec.madeOn + spec.days) * DAY * TICKS_PER_SECOND);
  return { codes, lowBattery, death, clockTicks: death >= 0 ? undefined : fob.driftTicks };
}

function dayOf(spec: FleetSpec, ticks: number): number {
  return Math.floor(ticks / TICKS_PER_SECOND / DAY) - spec.madeOn;
}

function makeWhole(spec: FleetSpec, number: number, traits: FobTraits): Fob {
  const { codes, profile } = spec;
  const { battery, crystal } = profile.parts;
  const own = {
    ...profile,
    parts: {
      ...profile.parts,
      crystal: { ...crystal, ageingPpbPerYear: traits.ageingPpbPerYear },
      battery: { ...battery, loadsNa: { ...battery.loadsNa, sleep: traits.sleepNa } },
    },
  };
  const seed = {
    seed: fleetSecret(spec, number),
    algorithm: codes.algorithm,
    digits: codes.digits,
    serialLabel: profile.serial.example,
    purpose: 'test',
  } as const;
  const token: SeedLoad =
    codes.mode === 'hotp'
      ? { ...seed, mode: 'hotp', counter: 0 }
      : { ...seed, mode: 'totp', stepSeconds: codes.stepSeconds, t0: 0 };
  const madeAt = spec.madeOn * DAY * TICKS_PER_SECOND;
  const fob = makeBenchFob({ profile: own, token, madeAt });
  fob.parts.crystal.calibrationPpb = traits.calibrationPpb;
  fob.parts.battery.drainNa = traits.leakNa;
  fob.setBattery(traits.chargePercent);
  fob.setTemperature(spec.shelfDeciCelsius);
  return fob;
}

interface Change {
  readonly at: number;
  readonly deciCelsius: number;
}

/** Written anew from what a life is: nothing of the fleet's tables. */
function temperatureChanges(spec: FleetSpec, traits: FobTraits): readonly Change[] {
  const life = spec.lives[traits.life];
  if (life === undefined) return [];
  const changes: Change[] = [];
  for (let day = traits.shelfDays; day < spec.days; day++) {
    const midnight = (spec.madeOn + day) * DAY;
    const lying = life.monthsDeciCelsius[monthOfDay(spec.madeOn + day)] ?? 0;
    // From eight in the morning on, the last hours of a long day before it.
    const early = Math.max(0, life.carriedHours - 16) * 3600;
    const evening = midnight + MORNING + Math.min(16, life.carriedHours) * 3600;
    if (early > 0) changes.push({ at: midnight, deciCelsius: life.carriedDeciCelsius });
    changes.push({ at: midnight + early, deciCelsius: lying });
    if (life.carriedHours === 0) continue;
    changes.push({ at: midnight + MORNING, deciCelsius: life.carriedDeciCelsius });
    if (evening < midnight + DAY) changes.push({ at: evening, deciCelsius: lying });
  }
  return changes;
}
