import type { Limits } from '../scenario/model.ts';
import type { Measurement, RunRecord, StepRecord } from '../run/record.ts';
import { toldValue } from '../run/told-value.ts';

/** What a run did and what proves it, line by line. */
export function evidenceText(record: RunRecord): string {
  return [
    ...record.steps.map(stepLine),
    ...record.faults.map(
      ({ name, text, evidence, equivalent }) =>
        `fault ${name} (${text}): ${equivalent === undefined ? evidence : `in its place: ${equivalent}`}`,
    ),
    ...record.measurements.map(measurementLine),
    ...record.equivalents.map(({ of, tolerance }) => `in place of ${of}: ${tolerance}`),
  ].join('\n');
}

function stepLine(step: StepRecord): string {
  const { attempt, depth, equivalentOf, evidence, fob, message, number, text, verdict } = step;
  const marks = [
    ...(fob === undefined ? [] : [`fob ${fob}`]),
    ...(attempt > 1 ? [`attempt ${String(attempt)}`] : []),
    ...(equivalentOf === undefined ? [] : [`in place of ${equivalentOf}`]),
  ];
  const beside = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  const why = [message, evidence].filter((one) => one !== undefined).join('; ');
  const indent = '  '.repeat(depth);
  return `${indent}${String(number)} ${verdict} ${text}${beside}${why === '' ? '' : `: ${why}`}`;
}

/** `rail under load: 2.71 V (2.7 to 3.3 V), marginal, by supply psu1`. */
export function measurementLine(measurement: Measurement): string {
  const { instrument, limits, name, outcome, unit, value } = measurement;
  const within = limits === undefined ? '' : ` (${limitsText(limits, unit)})`;
  return `${name}: ${toldValue(value, unit, limits)}${within}, ${outcome}, by ${instrument}`;
}

function limitsText({ max, min }: Limits, unit: string): string {
  if (min === undefined) return `at most ${String(max)} ${unit}`;
  if (max === undefined) return `at least ${String(min)} ${unit}`;
  return `${String(min)} to ${String(max)} ${unit}`;
}
