import { suggestion } from '@fobkit/store/yaml';
import type { Cursor } from './cursor.ts';
import type { JsonSchema } from './json-schema.ts';
import { shortened } from './node.ts';
import { entriesOf, type Shape, type ValueOf } from './shape.ts';

/** A key of a map: what it is for, and what may stand there. */
export interface Field<T, Required extends boolean = boolean> {
  readonly about: string;
  readonly shape: Shape<T>;
  readonly required: Required;
}
export type FieldTable = Readonly<Record<string, Field<unknown>>>;

export function required<T>(shape: Shape<T>, about: string): Field<T, true> {
  return { about, shape, required: true };
}

export function optional<T>(shape: Shape<T>, about: string): Field<T, false> {
  return { about, shape, required: false };
}

type RequiredKeys<F extends FieldTable> = {
  [K in keyof F]: F[K]['required'] extends true ? K : never;
}[keyof F];

export type FieldsOf<F extends FieldTable> = {
  readonly [K in RequiredKeys<F>]: ValueOf<F[K]['shape']>;
} & { readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]['shape']> };

/**
 * A map with the keys of a table. `what` names it in messages: `a load`; `alsoNear` are further
 * words that may have been meant.
 */
export function fields<const F extends FieldTable>(
  table: F,
  what: string,
  alsoNear: readonly string[] = [],
): Shape<FieldsOf<F>> {
  const expects = `a map of ${Object.keys(table).join(', ')}`;
  return {
    expects,
    schema: fieldsSchema(table),
    read(at) {
      const entries = entriesOf(at, expects);
      if (entries === null) return null;
      const found: Record<string, unknown> = {};
      let good = true;
      for (const { key, place, value } of entries) {
        const field = Object.hasOwn(table, key) ? table[key] : undefined;
        if (field === undefined) {
          unknownKey(at, { key, place, names: [...alsoNear, ...Object.keys(table)], what });
          good = false;
          continue;
        }
        const read = field.shape.read(at.valueOf(key, place, value));
        if (read === null) good = false;
        else found[key] = read;
      }
      for (const [key, field] of Object.entries(table)) {
        if (!field.required || entries.some((entry) => entry.key === key)) continue;
        at.wrong(`${key} is missing; ${field.shape.expects}`);
        good = false;
      }
      return good && isComplete(found, table) ? found : null;
    },
  };
}

/** Each key was read by the shape of its own field; here that none is missing. */
function isComplete<F extends FieldTable>(found: object, table: F): found is FieldsOf<F> {
  return Object.entries(table).every(([key, field]) => !field.required || key in found);
}

function unknownKey(
  at: Cursor,
  {
    key,
    place,
    names,
    what,
  }: {
    readonly key: string;
    readonly place: Cursor['place'];
    readonly names: readonly string[];
    readonly what: string;
  },
): void {
  const hint = key.includes(' ')
    ? 'a text with a comma inside { } wants quotes'
    : suggestion(key, names);
  at.wrong(`${JSON.stringify(shortened(key))} is no word of ${what}; ${hint}`, { place });
}

export function fieldsSchema(table: FieldTable): JsonSchema {
  const needed = Object.entries(table).flatMap(([key, field]) => (field.required ? [key] : []));
  return {
    type: 'object',
    properties: propertiesOf(table),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
}

export function propertiesOf(table: FieldTable): JsonSchema {
  return Object.fromEntries(
    Object.entries(table).map(([key, { about, shape }]) => [
      key,
      { description: about, ...shape.schema },
    ]),
  );
}
