import type { YamlPath } from '@fobkit/store/yaml';
import type { PolicyVariant } from '../fleet-plan.ts';
import type { FleetData } from './fleet-schema.ts';
import { isRecord } from './is-record.ts';
import { variantName } from './variant-name.ts';

/** More policies than a page can compare. */
export const MOST_VARIANTS = 100;

/** A field of a policy that a file varies. */
export interface VariedField {
  /** `lockAfter`, `idle.limit`. */
  readonly field: string;
  readonly value: unknown;
  /** Where the field stands in the file, and where this value of it. */
  readonly key: YamlPath;
  readonly place: YamlPath;
}

/** A policy to compare, and where in the file its changes stand. */
export interface PlacedVariant extends PolicyVariant {
  readonly changes: Changes;
}

type Changes = readonly VariedField[];

/** Fields that hold a window: one number stands for as many to either side. */
const WINDOWS: ReadonlySet<string> = new Set([
  'firstUse',
  'normal',
  'idle.limit',
  'resync.window',
  'resync.byHand',
]);

/** The policies that a file varies. A count above `MOST_VARIANTS` is told instead. */
export function variantsOf({ policy, vary }: FleetData): readonly PlacedVariant[] | number {
  const sets = Array.isArray(vary) ? vary.map(listed) : combined(vary ?? {});
  if (typeof sets === 'number') return sets;
  if (sets.length > MOST_VARIANTS) return sets.length;
  return sets.map((changes) => ({
    name: variantName(changes.map(({ field, value }) => [field, value])),
    policy: changed(policy, changes),
    changes,
  }));
}

function listed(changes: Readonly<Record<string, unknown>>, index: number): Changes {
  return Object.entries(changes).map(([field, value]) => {
    const place = ['vary', index, field];
    return { field, value, key: place, place };
  });
}

function combined(axes: Readonly<Record<string, readonly unknown[]>>): readonly Changes[] | number {
  const fields = Object.entries(axes);
  if (fields.length === 0) return [];
  const count = fields.reduce((all, [, values]) => all * values.length, 1);
  if (count > MOST_VARIANTS) return count;
  return fields.reduce<readonly Changes[]>(
    (sets, [field, values]) =>
      sets.flatMap((set) =>
        values.map((value, index) => {
          const key = ['vary', field];
          return [...set, { field, value, key, place: [...key, index] }];
        }),
      ),
    [[]],
  );
}

/** The plan's policy with the changes over it; `policy` among them stands in its place. */
function changed(policy: FleetData['policy'], changes: Changes): unknown {
  const base = changes.find(({ field }) => field === 'policy')?.value ?? policy;
  const rest = changes.filter(({ field }) => field !== 'policy');
  if (rest.length === 0) return base;
  const whole: Record<string, unknown> = isRecord(base) ? { ...base } : { base };
  for (const { field, value } of rest) {
    const [outer = field, inner] = field.split('.');
    const written = WINDOWS.has(field) ? windowOf(value) : value;
    const around = whole[outer];
    whole[outer] =
      inner === undefined ? written : { ...(isRecord(around) ? around : {}), [inner]: written };
  }
  return whole;
}

function windowOf(value: unknown): unknown {
  return typeof value === 'number' ? { behind: value, ahead: value } : value;
}
