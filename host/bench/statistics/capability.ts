import { max, mean, min, sampleStandardDeviation } from 'simple-statistics';
import type { Measurement, RunRecord } from '../run/record.ts';
import type { Limits, Scalar } from '../scenario/model.ts';
import { isJudged } from './yield.ts';

/** Below this many values Cp and Cpk say little; AIAG's manual on SPC wants 25 subgroups and more. */
export const FEW = 30;

/**
 * How well a measured value stays within its limits, by all its values: Cp = (max − min) ÷ 6 s,
 * Cpk = the smaller distance from the mean to a limit ÷ 3 s, s being the sample's standard deviation.
 * (With s over all values some call the two Pp and Ppk.)
 */
export interface ProcessCapability {
  readonly name: string;
  /** Of which scenario, and with which of its parameters but the seed. */
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, Scalar>>;
  readonly unit: string;
  readonly n: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Absent for one value. */
  readonly standardDeviation?: number;
  readonly limits?: Limits;
  /** Wants both limits. */
  readonly cp?: number;
  readonly cpk?: number;
  /** Of Cpk, 95 %, by Bissell's approximation (1990): Cpk ± 1.96 √(1 ÷ 9n + Cpk² ÷ (2n − 2)). */
  readonly cpkInterval?: readonly [number, number];
  /** Fewer than `FEW` values. */
  readonly few: boolean;
}

/**
 * Each measured quantity by scenario, parameters, name, unit and limits, in the order of first
 * appearance: a rail at -10 °C and one at 50 °C are two processes. The seed is the dice, and makes no
 * other one. What a run measured that proves nothing (INVALID) is no value of a fob.
 */
export function capabilitiesOf(records: readonly RunRecord[]): readonly ProcessCapability[] {
  const all = records.filter(isJudged).flatMap(measuredIn);
  const groups = Map.groupBy(all, ({ measurement, parameters, scenario }) => {
    const { limits, name, unit } = measurement;
    const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([scenario, sorted, name, unit, limits?.min, limits?.max]);
  });
  return [...groups.values()].flatMap(capabilityOf);
}

interface Measured extends Pick<ProcessCapability, 'scenario' | 'parameters'> {
  readonly measurement: Measurement;
}

function measuredIn({ measurements, scenario }: RunRecord): readonly Measured[] {
  const { seed: _, ...parameters } = scenario.parameters;
  return measurements.map((measurement) => ({ scenario: scenario.name, parameters, measurement }));
}

const Z_95 = 1.959964;

function capabilityOf(measured: readonly Measured[]): readonly ProcessCapability[] {
  const [first] = measured;
  if (first === undefined) return [];
  const { measurement, parameters, scenario } = first;
  const { limits, name, unit } = measurement;
  const values = measured.map((one) => one.measurement.value);
  const n = values.length;
  const about = {
    name,
    scenario,
    parameters,
    unit,
    n,
    mean: mean(values),
    min: min(values),
    max: max(values),
    few: n < FEW,
    ...(limits === undefined ? {} : { limits }),
  };
  if (n < 2) return [about];
  // The mean of equal decimals is not always one of them: rounding is no deviation.
  const standardDeviation = about.min === about.max ? 0 : sampleStandardDeviation(values);
  return [{ ...about, standardDeviation, ...indices(about, standardDeviation) }];
}

type Indices = Pick<ProcessCapability, 'cp' | 'cpk' | 'cpkInterval'>;

/** None where all values are one: it would be infinite, and says that the instrument is coarse. */
function indices(
  about: { readonly n: number; readonly mean: number; readonly limits?: Limits },
  deviation: number,
): Indices {
  const { min: least, max: most } = about.limits ?? {};
  const distances = [
    ...(least === undefined ? [] : [about.mean - least]),
    ...(most === undefined ? [] : [most - about.mean]),
  ];
  if (deviation === 0 || distances.length === 0) return {};
  const cpk = Math.min(...distances) / (3 * deviation);
  const half = Z_95 * Math.sqrt(1 / (9 * about.n) + (cpk * cpk) / (2 * about.n - 2));
  return {
    cpk,
    cpkInterval: [cpk - half, cpk + half],
    ...(least === undefined || most === undefined ? {} : { cp: (most - least) / (6 * deviation) }),
  };
}
