import type { Expectation } from '../model.ts';
import { suggestion } from '@fobkit/store/yaml';
import { reference } from '../read/json-schema.ts';
import { shortened } from '../read/node.ts';
import { allPresent, entriesOf, listOf, type Shape } from '../read/shape.ts';
import { textOf } from '../read/text-of.ts';
import { fieldsSchema, optional } from '../read/fields.ts';
import { expectWords } from './expect-words.ts';

export const expectationMap: Shape<readonly Expectation[]> = {
  expects: `a map of ${Object.keys(expectWords).join(', ')}`,
  schema: {
    ...fieldsSchema(
      Object.fromEntries(
        Object.entries(expectWords).map(([name, { about, shape }]) => [
          name,
          optional(shape, about),
        ]),
      ),
    ),
    minProperties: 1,
  },
  read(at) {
    const entries = entriesOf(at, this.expects);
    if (entries === null) return null;
    if (entries.length === 0) return at.wrong('nothing is expected; as { code: valid }');
    return allPresent(
      entries.map(({ key, place, value }): Expectation | null => {
        const word = Object.hasOwn(expectWords, key) ? expectWords[key] : undefined;
        if (word === undefined) {
          const hint = suggestion(key, Object.keys(expectWords));
          return at.wrong(`${JSON.stringify(shortened(key))} is no expectation; ${hint}`, {
            place,
          });
        }
        const here = at.valueOf(key, place, value);
        const part = word.shape.read(here);
        return part && { place, text: textOf(key, here), ...part };
      }),
    );
  },
};

export const expectations: Shape<readonly Expectation[]> = {
  expects: `${expectationMap.expects}, or a list of such maps`,
  schema: {
    anyOf: [
      reference('expectations'),
      { type: 'array', minItems: 1, items: reference('expectations') },
    ],
  },
  read(at) {
    if (at.node.kind !== 'list') return expectationMap.read(at);
    return listOf(expectationMap, 'expectations').read(at)?.flat() ?? null;
  },
};
