import { suggestion } from '@fobkit/store/yaml';
import { Cursor } from './cursor.ts';
import { fields, type FieldsOf, type FieldTable, propertiesOf } from './fields.ts';
import { shortened } from './node.ts';
import { type JsonSchema, reference } from './json-schema.ts';
import { entriesOf, type Shape } from './shape.ts';

/** A word that a thing of the file is made of: bare, or with a value. */
export interface CallWord<T> {
  readonly about: string;
  readonly bare?: T;
  readonly value?: Shape<T>;
}

/** One word that was read, with what stands beside it. */
export interface Call<T, B extends FieldTable> {
  readonly word: string;
  readonly is: T;
  /** Values of the keys beside the word, by name. */
  readonly beside: FieldsOf<B>;
}

/** A bare word, or a map of one word and keys that may stand beside it. `what`: `step`. */
export function call<T, const B extends FieldTable>(
  words: Readonly<Record<string, CallWord<T>>>,
  beside: B,
  what: string,
): Shape<Call<T, B>> {
  const names = Object.keys(words);
  const wanted = { words, what, names, expects: `${what}: ${names.join(', ')}` };
  const besides = fields(beside, `a ${what}`, names);
  return {
    expects: wanted.expects,
    schema: callSchema(words, beside),
    read(at) {
      const bare = at.isScalar;
      const rest = bare
        ? []
        : entriesOf(at, wanted.expects)?.filter(({ key }) => !names.includes(key));
      if (rest === undefined) return null;
      const values = besides.read(
        new Cursor({ kind: 'map', place: at.place, entries: rest }, at.field, at.context),
      );
      const found = bare ? bareWord(at, wanted) : oneWord(at, wanted, values === null);
      return found && values && { ...found, beside: values };
    },
  };
}

interface Wanted<T> {
  readonly words: Readonly<Record<string, CallWord<T>>>;
  readonly what: string;
  readonly names: readonly string[];
  readonly expects: string;
}

interface Found<T> {
  readonly word: string;
  readonly is: T;
}

function bareWord<T>(at: Cursor, { words, what, names, expects }: Wanted<T>): Found<T> | null {
  const scalar = at.scalar(expects);
  if (scalar === null) return null;
  const { text } = scalar;
  const word = Object.hasOwn(words, text) ? words[text] : undefined;
  if (word === undefined) {
    return at.wrong(`${JSON.stringify(shortened(text))} is no ${what}; ${suggestion(text, names)}`);
  }
  if (word.bare !== undefined) return { word: text, is: word.bare };
  return at.wrong(`${text} needs a value; ${word.value?.expects ?? ''}`);
}

/** The one word of a map; `told`: something else of the map is wrong already. */
function oneWord<T>(at: Cursor, { words, what, names }: Wanted<T>, told: boolean): Found<T> | null {
  const entries = at.node.kind === 'map' ? at.node.entries : [];
  const [first, second] = entries.filter(({ key }) => names.includes(key));
  if (first === undefined) {
    if (told) return null;
    return at.wrong(`no ${what} is there; possible: ${names.join(', ')}`);
  }
  if (second !== undefined) {
    const { key, place } = second;
    return at.wrong(`${key} stands beside ${first.key}; one ${what} at a time`, { place });
  }
  const { key, place, value } = first;
  const here = at.valueOf(key, place, value);
  const word = words[key];
  const is = word === undefined ? null : readWord(here, key, word);
  return is === null ? null : { word: key, is };
}

function readWord<T>(here: Cursor, key: string, word: CallWord<T>): T | null {
  if (here.isBare && word.bare !== undefined) return word.bare;
  if (word.value !== undefined) return word.value.read(here);
  return here.wrong(`${key} takes no value; write ${key} alone`);
}

function callSchema<T>(
  words: Readonly<Record<string, CallWord<T>>>,
  beside: FieldTable,
): JsonSchema {
  const bare = Object.entries(words).flatMap(([name, word]) =>
    word.bare === undefined ? [] : [{ const: name, description: word.about }],
  );
  const table = Object.entries(words).map(([name, { about, value, bare: alone }]) => {
    const behind: readonly JsonSchema[] = [
      ...(value === undefined ? [] : [value.schema]),
      ...(alone === undefined ? [] : [{ type: 'null' }]),
    ];
    const [only = {}] = behind;
    const schema: JsonSchema = behind.length === 1 ? only : { anyOf: behind };
    return [name, { description: about, ...schema }] as const;
  });
  const map = {
    type: 'object',
    properties: { ...Object.fromEntries(table), ...propertiesOf(beside) },
    oneOf: Object.keys(words).map((name) => ({ required: [name] })),
    additionalProperties: false,
  };
  return { anyOf: [...bare, reference('parameter'), map] };
}
