import { suggestion } from '@fobkit/store/yaml';
import type { Cursor } from './cursor.ts';
import { describeNode, type MapEntry, shortened } from './node.ts';
import { type JsonSchema, orParameter } from './json-schema.ts';

/** What may stand somewhere: how it is read, and the JSON Schema that says the same. */
export interface Shape<T> {
  /** For the end of a message: `a duration as 30 s`. */
  readonly expects: string;
  readonly schema: JsonSchema;
  /** Null when it is wrong, which is told. */
  read(at: Cursor): T | null;
}

/** The value of a shape. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** A shape of one scalar, which a parameter may stand for. */
export function scalarShape<T>(wanted: {
  readonly expects: string;
  readonly schema: JsonSchema;
  /** The value, or a sentence on what is wrong. */
  parse(value: string | number | boolean, text: string): { readonly is: T } | string;
}): Shape<T> {
  return {
    expects: wanted.expects,
    schema: orParameter(wanted.schema),
    read(at) {
      const scalar = at.scalar(wanted.expects);
      if (scalar === null) return null;
      const parsed = wanted.parse(scalar.value, scalar.text);
      return typeof parsed === 'string' ? at.wrong(parsed) : parsed.is;
    },
  };
}

/** Any text; a number is taken as it is written. */
export function text(expects: string, most = 1000): Shape<string> {
  return scalarShape({
    expects,
    schema: { type: ['string', 'number'] },
    parse(value, written) {
      if (typeof value === 'boolean') return `${String(value)} is no text; ${expects}, in quotes`;
      if (written === '') return `an empty text; ${expects}`;
      return written.length <= most
        ? { is: written }
        : `${written.length} characters are too many; at most ${most}`;
    },
  });
}

export function integer(from: number, to: number, what = 'a whole number'): Shape<number> {
  const expects = `${what} from ${from} to ${to}`;
  return scalarShape({
    expects,
    schema: { type: 'integer', minimum: from, maximum: to },
    parse(value, written) {
      if (
        typeof value === 'number' &&
        Number.isSafeInteger(value) &&
        value >= from &&
        value <= to
      ) {
        return { is: value };
      }
      return `${JSON.stringify(shortened(written))} is wrong; ${expects}`;
    },
  });
}

export const truth: Shape<boolean> = scalarShape({
  expects: 'true or false',
  schema: { type: 'boolean' },
  parse: (value, written) =>
    typeof value === 'boolean'
      ? { is: value }
      : `${JSON.stringify(shortened(written))} is wrong; true or false`,
});

/** One of some words. */
export function choice<const Names extends readonly string[]>(names: Names): Shape<Names[number]> {
  return scalarShape({
    expects: `one of ${names.join(', ')}`,
    schema: { enum: [...names] },
    parse(_, written) {
      const found = names.find((name) => name === written);
      if (found !== undefined) return { is: found };
      return `${JSON.stringify(shortened(written))} is unknown; ${suggestion(written, names)}`;
    },
  });
}

/** A list of at least one item. */
export function listOf<T>(item: Shape<T>, what: string): Shape<readonly T[]> {
  return {
    expects: `a list of ${what}`,
    schema: { type: 'array', minItems: 1, items: item.schema },
    read(at) {
      const { node } = at;
      if (node.kind !== 'list') {
        return at.wrong(`${describeNode(node)} is not possible here; a list of ${what}`);
      }
      if (node.items.length === 0) return at.wrong(`it is empty; a list of ${what}`);
      const items = node.items.map((one, index) => item.read(at.child(one, index)));
      return allPresent(items);
    },
  };
}

/** A map from names of the file's choice. */
export function mapOf<T>(item: Shape<T>, what: string): Shape<ReadonlyMap<string, T>> {
  return {
    expects: `a map from a name to ${item.expects}`,
    schema: {
      type: 'object',
      propertyNames: { pattern: NAME.source },
      additionalProperties: item.schema,
    },
    read(at) {
      const entries = entriesOf(at, `a map from a name to ${item.expects}`);
      if (entries === null) return null;
      const read = entries.map(({ key, place, value }) => {
        if (!NAME.test(key))
          at.wrong(`${JSON.stringify(shortened(key))} is no ${what}; ${NAMES}`, { place });
        const one = item.read(at.valueOf(key, place, value));
        return one === null ? null : ([key, one] as const);
      });
      const all = allPresent(read);
      return all === null ? null : new Map(all);
    },
  };
}

/** How a file names a parameter, a fault, a fob. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAMES = 'small letters, digits and hyphens, as dead-battery';

/** The first shape whose turn it is, by what stands there. */
export function byKind<S, M, L>(shapes: {
  readonly scalar?: Shape<S>;
  readonly map?: Shape<M>;
  readonly list?: Shape<L>;
}): Shape<S | M | L> {
  const all = [shapes.scalar, shapes.map, shapes.list].filter((shape) => shape !== undefined);
  const expects = all.map((shape) => shape.expects).join(', or ');
  return {
    expects,
    schema: { anyOf: all.map((shape) => shape.schema) },
    read(at): S | M | L | null {
      const shape = shapes[at.node.kind];
      if (shape !== undefined) return shape.read(at);
      return at.wrong(`${describeNode(at.node)} is not possible here; ${expects}`);
    },
  };
}

/** A shape whose value becomes another. */
export function mapped<T, U>(
  shape: Shape<T>,
  change: (value: T, at: Cursor) => U | null,
): Shape<U> {
  return {
    expects: shape.expects,
    schema: shape.schema,
    read(at) {
      const value = shape.read(at);
      return value === null ? null : change(value, at);
    },
  };
}

/** The entries of a map; null when it is none, which is told. */
export function entriesOf(at: Cursor, expects: string): readonly MapEntry[] | null {
  if (at.node.kind === 'map') return at.node.entries;
  return at.wrong(`${describeNode(at.node)} is not possible here; ${expects}`);
}

/** The list itself when nothing in it is missing. */
export function allPresent<T>(items: readonly (T | null)[]): readonly T[] | null {
  const present = items.filter((item) => item !== null);
  return present.length === items.length ? present : null;
}
