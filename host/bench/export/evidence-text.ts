import type { Limits } from '../scenario/model.ts';
import type { Measurement, RunRecord, StepRecord } from '../run/record.ts';
import { toldValue } from '../run/told-value.ts';
import { faultProof, stepMarks, stepProof } from './words.ts';

/** What a run did and what proves it, line by line. */
export function evidenceText(record: RunRecord): string {
  return [
    ...record.steps.map(stepLine),
    ...record.faults.map((fault) => `fault ${fault.name} (${fault.text}): ${faultProof(fault)}`),
    ...record.measurements.map(measurementLine),
    ...record.equivalents.map(({ of, tolerance }) => `in place of ${of}: ${tolerance}`),
  ].join('\n');
}

function stepLine(step: StepRecord): string {
  const { depth, number, text, verdict } = step;
  const marks = stepMarks(step);
  const beside = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  const why = stepProof(step);
  const indent = '  '.repeat(depth);
  return `${indent}${String(number)} ${verdict} ${text}${beside}${why === '' ? '' : `: ${why}`}`;
}

/** `rail under load: 2.71 V (2.7 to 3.3 V), marginal, by supply psu1`. */
function measurementLine(measurement: Measurement): string {
  const { instrument, limits, name, outcome, unit, value } = measurement;
  const within = limits === undefined ? '' : ` (${limitsText(limits, unit)})`;
  return `${name}: ${toldValue(value, unit, limits)}${within}, ${outcome}, by ${instrument}`;
}

function limitsText({ max, min }: Limits, unit: string): string {
  if (min === undefined) return `at most ${String(max)} ${unit}`;
  if (max === undefined) return `at least ${String(min)} ${unit}`;
  return `${String(min)} to ${String(max)} ${unit}`;
}
