import { type Lifecycle, lifecycles, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import type { FaultTarget } from './target.ts';

/** What a fault may wait for, with its unit. */
export const faultConditions = {
  battery: 'charge left in the cell, in percent',
  millivolts: 'voltage of the cell under its present load',
  temperature: 'temperature of the case, in °C',
  lifecycle: 'state of life of the fob: blank, ready, clock-lost, expired, dead',
} as const;
export type Quantity = keyof typeof faultConditions;

const RELATIONS = ['<', '<=', '>', '>=', '=', '!='] as const;
type Relation = (typeof RELATIONS)[number];

const lifecycleNames = Object.keys(lifecycles).filter(isLifecycle);

export const conditionSchema = v.variant('of', [
  v.strictObject({
    of: v.picklist(['battery', 'millivolts', 'temperature']),
    is: v.picklist(RELATIONS),
    value: v.pipe(v.number(), v.finite()),
  }),
  v.strictObject({
    of: v.literal('lifecycle'),
    is: v.picklist(['=', '!=']),
    value: v.picklist(lifecycleNames),
  }),
]);
export type Condition = v.InferOutput<typeof conditionSchema>;

/**
 * Reads `battery<10` or `lifecycle=ready`.
 *
 * @throws UsageError that names the word at fault.
 */
export function parseCondition(text: string): Condition {
  const match = /^([a-z]+)(<=|>=|!=|[<>=])([\w.-]+)$/.exec(text.replaceAll(' ', ''));
  const [, of = '', is = '', value = ''] = match ?? [];
  if (match === null) {
    throw new UsageError(`--when: "${text}" is no condition: as battery<10, lifecycle=ready`);
  }
  if (!(of in faultConditions)) {
    const known = Object.keys(faultConditions).join(', ');
    throw new UsageError(`--when: nothing is called "${of}": one of ${known}`);
  }
  const parsed = v.safeParse(conditionSchema, {
    of,
    is,
    value: of === 'lifecycle' ? value : Number(value),
  });
  if (parsed.success) return parsed.output;
  const hint =
    of === 'lifecycle' ? `= or != and one of ${lifecycleNames.join(', ')}` : 'a number after it';
  throw new UsageError(`--when: "${text}" wants ${hint}`);
}

export function formatCondition({ of, is, value }: Condition): string {
  return `${of}${is}${value}`;
}

/** Whether it holds now; one on the lifecycle does not while the fob has no power. */
export function holds(condition: Condition, target: FaultTarget): boolean {
  const { battery, thermometer } = target.parts;
  switch (condition.of) {
    case 'battery':
      return relate(battery.percent(), condition.is, condition.value);
    case 'millivolts':
      return relate(battery.millivolts(), condition.is, condition.value);
    case 'temperature':
      return relate(thermometer.caseDeciCelsius / 10, condition.is, condition.value);
    case 'lifecycle':
      if (target.lifecycle === undefined) return false;
      return (target.lifecycle === condition.value) === (condition.is === '=');
  }
}

function relate(left: number, relation: Relation, right: number): boolean {
  switch (relation) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function isLifecycle(text: string): text is Lifecycle {
  return text in lifecycles;
}
