import type { RunRecord } from '../run/record.ts';
import type { GoldenValue, Qualification } from './qualification.ts';

/**
 * The share of a limit span that a golden value may move by. A measurement system that eats more than
 * a tenth of the tolerance is not acceptable without more ado (AIAG, Measurement Systems Analysis).
 */
export const DEFAULT_MOST_MOVE = 0.1;

/** What was measured in runs on the golden fob: the last value of each name in each scenario. */
export function goldenValuesOf(records: readonly RunRecord[]): readonly GoldenValue[] {
  const values = new Map<string, GoldenValue>();
  for (const { measurements, scenario } of records) {
    for (const { limits, name, unit, value } of measurements) {
      const { min, max } = limits ?? {};
      const golden = {
        scenario: scenario.name,
        name,
        unit,
        value,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      };
      values.set(keyOf(golden), golden);
    }
  }
  return [...values.values()];
}

/** A golden value as it was, and when. */
export interface BaselineValue extends GoldenValue {
  readonly time: string;
}

/**
 * With what the golden values of a fob at a rig are compared: each with the first that was measured
 * in a QUALIFIED qualification, or in the last that was a new baseline. The first and not the last, so
 * that small moves add up.
 */
export function baselineOf(
  earlier: readonly Qualification[],
  rig: string,
  golden: string,
): readonly BaselineValue[] {
  const values = new Map<string, BaselineValue>();
  for (const { fobs, goldenValues, newBaseline, outcome, rig: of, time } of earlier) {
    const isOwn = fobs.some(({ deviceId, role }) => role === 'golden' && deviceId === golden);
    if (of.name !== rig || outcome !== 'QUALIFIED' || !isOwn) continue;
    for (const value of goldenValues) {
      const key = keyOf(value);
      if (newBaseline || !values.has(key)) values.set(key, { ...value, time });
    }
  }
  return [...values.values()];
}

/**
 * Which golden values moved too far, in a sentence each. One without two limits has no span to be
 * measured by; one whose limits were changed begins anew. `mostMove` is a share of the span.
 */
export function movedValues(
  now: readonly GoldenValue[],
  before: readonly BaselineValue[],
  mostMove: number,
): readonly string[] {
  const were = new Map(before.map((value) => [keyOf(value), value]));
  return now.flatMap((value) => {
    const was = were.get(keyOf(value));
    const { max, min } = value;
    if (was === undefined || min === undefined || max === undefined || max <= min) return [];
    const share = Math.abs(value.value - was.value) / (max - min);
    if (share <= mostMove) return [];
    const moved = `moved by ${percent(share)} of its limit span, more than ${percent(mostMove)}`;
    const values = `${figure(was.value)} on ${was.time.slice(0, 10)}, ${figure(value.value)} ${value.unit} now`;
    return [`the golden ${value.name} (${value.scenario}) ${moved}: ${values}`];
  });
}

/** Golden values outside their limits, in a sentence each. */
export function strayedValues(now: readonly GoldenValue[]): readonly string[] {
  return now.flatMap(({ max = Infinity, min = -Infinity, name, scenario, unit, value }) =>
    value >= min && value <= max
      ? []
      : [`the golden ${name} (${scenario}) is outside its limits: ${figure(value)} ${unit}`],
  );
}

function keyOf({ max, min, name, scenario, unit }: GoldenValue): string {
  return JSON.stringify([scenario, name, unit, min, max]);
}

function percent(share: number): string {
  return `${String(Number((share * 100).toPrecision(3)))} %`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
