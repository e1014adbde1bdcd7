import { mulDiv } from './exact.ts';
import { AGES, booleanOf, integerOf, type PartState, type Range } from './part-state.ts';
import type { Rng } from './rng.ts';

/**
 * A 32,768 Hz tuning-fork crystal.
 *
 * The parabola: Eutronsec's AAJ manual p. 25 tabulates −42 ppm at −10 and 60 °C, −21 at 0 and 50,
 * −3 at 15 and 35, which is −34 ppb/°C² around 25 °C within 0.5 ppm; makers' sheets say −30 to −40
 * (docs/sources.md §1.2). The manual also gives < 2 ppm after calibration in production.
 */
export interface CrystalParameters {
  /** Largest error at the turnover temperature when new, after calibration, in ppb, either sign. */
  readonly tolerancePpb: number;
  /** Change of rate in ppb a year, linear; tuning forks slow down (negative). */
  readonly ageingPpbPerYear: number;
  /** Loss of rate in ppb per °C² away from the turnover temperature. */
  readonly parabolaPpb: number;
  readonly turnoverDeciCelsius: number;
}

/** The parabola of docs/sources.md §1.2. */
export const TUNING_FORK = { parabolaPpb: 34, turnoverDeciCelsius: 250 } as const;

const BILLION = 1_000_000_000;
/** Ageing moves the rate once in 2^32 ticks (36 h 24 min 32 s), at multiples of the crystal's age. */
const EPOCH_TICKS = 4_294_967_296;
/** That in seconds. */
export const EPOCH_SECONDS = 131_072;
/** A Julian year. */
export const YEAR_SECONDS = 31_557_600;
/** An oscillator further off than half its rate does not oscillate; the total error stops here. */
const LIMIT_PPB = 500_000_000;
/** Single errors may be larger than what their sum comes to. */
const ERRORS_PPB: Range = { from: -1_000_000_000_000, to: 1_000_000_000_000 };
/** The part of a tick that is left over, in units of 10⁻⁹ tick. */
const CARRIES: Range = { from: 0, to: BILLION - 1 };

/** What ageing has come to in an epoch of the crystal's life, the first being 0, in ppb. */
export function ageingPpb(ppbPerYear: number, epoch: number): number {
  return Math.round((ppbPerYear * epoch * EPOCH_SECONDS) / YEAR_SECONDS);
}

/** What it loses at that temperature, in ppb: 0 at the turnover. */
export function bendPpb(
  { parabolaPpb, turnoverDeciCelsius }: CrystalParameters,
  deciCelsius: number,
): number {
  const away = deciCelsius - turnoverDeciCelsius;
  return Math.round((parabolaPpb * away * away) / 100);
}

/** A calibration error of one crystal off the line: the sum of two even draws, within tolerance. */
export function drawCalibrationPpb(parameters: CrystalParameters, rng: Rng): number {
  const tolerance = parameters.tolerancePpb;
  return rng.below(tolerance + 1) + rng.below(tolerance + 1) - tolerance;
}

/**
 * Turns world time into ticks of the fob's own clock. Exact: however an interval is split, the same
 * ticks come out, since the part of a tick that is left over is kept in units of 10⁻⁹ tick.
 */
export class Crystal {
  readonly parameters: CrystalParameters;
  /** Error of this crystal when new, at the turnover temperature, in ppb. */
  calibrationPpb: number;
  /** Correction by the trim register, in ppb; positive is faster. */
  trimPpb = 0;
  /** Further error that a hand has set, in ppb. */
  offsetPpb = 0;
  /** Fault hook: further error in ppb. */
  driftPpb = 0;
  /** Fault hook: no tick passes while it is set; the crystal ages on. */
  stopped = false;
  #age = 0;
  #epoch = 0;
  #carry = 0;

  constructor(parameters: CrystalParameters, calibrationPpb = 0) {
    this.parameters = parameters;
    this.calibrationPpb = calibrationPpb;
  }

  /** World ticks since it was made. */
  get age(): number {
    return this.#age;
  }

  /** Its whole error at this temperature and age, in ppb; negative is slow. */
  errorPpb(deciCelsius: number): number {
    return this.#errorAt(deciCelsius, this.#epoch);
  }

  /** Lets `worldTicks` ≥ 0 pass; returns the crystal's ticks in them. */
  advance(worldTicks: number, deciCelsius: number): number {
    let left = worldTicks;
    let ticks = 0;
    while (left > 0) {
      const span = Math.min(left, (this.#epoch + 1) * EPOCH_TICKS - this.#age);
      if (!this.stopped) {
        const error = mulDiv(span, this.errorPpb(deciCelsius), this.#carry, BILLION);
        this.#carry = error.remainder;
        ticks += span + error.quotient;
      }
      this.#pass(span);
      left -= span;
    }
    return ticks;
  }

  /**
   * The smallest interval of world ticks after which `advance` has given at least `crystalTicks`.
   * Infinity while the crystal stands still.
   */
  worldTicksUntil(crystalTicks: number, deciCelsius: number): number {
    if (crystalTicks <= 0) return 0;
    if (this.stopped) return Infinity;
    let wanted = crystalTicks;
    let passed = 0;
    let carry = this.#carry;
    for (let epoch = this.#epoch; ; epoch++) {
      const span = (epoch + 1) * EPOCH_TICKS - this.#age - passed;
      const ppb = this.#errorAt(deciCelsius, epoch);
      const error = mulDiv(span, ppb, carry, BILLION);
      if (span + error.quotient >= wanted) {
        // Smallest w with w × (10⁹ + ppb) + carry ≥ wanted × 10⁹, taken from above as wanted − x.
        return passed + wanted - surplus(wanted, ppb, carry);
      }
      wanted -= span + error.quotient;
      carry = error.remainder;
      passed += span;
    }
  }

  save(): PartState {
    return {
      calibrationPpb: this.calibrationPpb,
      trimPpb: this.trimPpb,
      offsetPpb: this.offsetPpb,
      driftPpb: this.driftPpb,
      stopped: this.stopped,
      age: this.#age,
      carry: this.#carry,
    };
  }

  load(state: PartState): void {
    this.calibrationPpb = integerOf(state, 'calibrationPpb', ERRORS_PPB);
    this.trimPpb = integerOf(state, 'trimPpb', ERRORS_PPB);
    this.offsetPpb = integerOf(state, 'offsetPpb', ERRORS_PPB);
    this.driftPpb = integerOf(state, 'driftPpb', ERRORS_PPB);
    this.stopped = booleanOf(state, 'stopped');
    this.#age = integerOf(state, 'age', AGES);
    this.#epoch = Math.floor(this.#age / EPOCH_TICKS);
    this.#carry = integerOf(state, 'carry', CARRIES);
  }

  #pass(span: number): void {
    this.#age += span;
    if (this.#age >= (this.#epoch + 1) * EPOCH_TICKS) this.#epoch++;
  }

  #errorAt(deciCelsius: number, epoch: number): number {
    const ageing = ageingPpb(this.parameters.ageingPpbPerYear, epoch);
    const bend = bendPpb(this.parameters, deciCelsius);
    const set = this.calibrationPpb + this.trimPpb + this.offsetPpb + this.driftPpb;
    const error = set + ageing - bend;
    return Math.max(-LIMIT_PPB, Math.min(LIMIT_PPB, error));
  }
}

/** x = ⌊(wanted × ppb + carry) ÷ (10⁹ + ppb)⌋; `wanted` ≤ 2^33. */
function surplus(wanted: number, ppb: number, carry: number): number {
  const divisor = BILLION + ppb;
  if (wanted <= EPOCH_TICKS && carry < divisor) {
    return mulDiv(wanted, ppb, carry, divisor).quotient;
  }
  const half = Math.floor(wanted / 2);
  const first = mulDiv(half, ppb, 0, divisor);
  const second = mulDiv(wanted - half, ppb, first.remainder, divisor);
  return second.quotient + first.quotient + Math.floor((second.remainder + carry) / divisor);
}
