import type { Equivalent, Expectation, Step } from '../model.ts';
import { suggestion } from '../nearest.ts';
import { call, type Call } from '../read/call.ts';
import type { Cursor } from '../read/cursor.ts';
import { entriesOf, listOf, type Shape, text } from '../read/shape.ts';
import { type FieldTable, optional } from '../read/fields.ts';
import { shortened } from '../read/node.ts';
import { reference } from '../read/json-schema.ts';
import { textOf } from '../read/text-of.ts';
import { allPresent } from '../read/shape.ts';
import { equivalentFields, withTolerance } from './equivalent-words.ts';
import { expectWords } from './expect-words.ts';
import { flowWords } from './flow-words.ts';
import { rigWords } from './rig-words.ts';
import type { StepPart, StepWord } from './step-word.ts';

/** Steps hold steps: read when they are needed, and by reference in the schema. */
const innerSteps: Shape<readonly Step[]> = {
  expects: 'a list of steps',
  schema: reference('steps'),
  read: (at) => steps.read(at),
};

const expectationMap: Shape<readonly Expectation[]> = {
  expects: `a map of ${Object.keys(expectWords).join(', ')}`,
  schema: reference('expectations'),
  read(at) {
    const entries = entriesOf(at, this.expects);
    if (entries === undefined) return undefined;
    if (entries.length === 0) return at.wrong('nothing is expected; as { code: valid }');
    return allPresent(
      entries.map(({ key, place, value }): Expectation | undefined => {
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

const expectations: Shape<readonly Expectation[]> = {
  expects: `${expectationMap.expects}, or a list of such maps`,
  schema: {
    anyOf: [
      reference('expectations'),
      { type: 'array', minItems: 1, items: reference('expectations') },
    ],
  },
  read(at) {
    if (at.node.kind !== 'list') return expectationMap.read(at);
    return listOf(expectationMap, 'expectations').read(at)?.flat();
  },
};

/** Everything that can be a step. */
export const stepWords: Readonly<Record<string, StepWord>> = {
  ...rigWords,
  ...flowWords(innerSteps, expectations),
};

/** What may stand beside a step's word. */
export const stepBeside = {
  fob: optional(text('the name of another fob'), 'The fob of `others` that it is done to.'),
  ...equivalentFields(innerSteps),
} satisfies FieldTable;

const stepCall = call<StepPart, typeof stepBeside>(stepWords, stepBeside, 'step');

export const step: Shape<Step> = {
  expects: stepCall.expects,
  schema: reference('step'),
  read(at) {
    const read = stepCall.read(at);
    return read && completeStep(at, read);
  },
};

/** A list of at least one step. */
export const steps: Shape<readonly Step[]> = listOf(step, 'steps');

/** The parts of the schema that others refer to. */
export const stepDefinitions = {
  step: stepCall.schema,
  steps: steps.schema,
};

function completeStep(
  at: Cursor,
  { word, is, beside }: Call<StepPart, typeof stepBeside>,
): Step | undefined {
  const { takesFob, takesEquivalent } = stepWords[word] ?? {
    takesFob: false,
    takesEquivalent: false,
  };
  const { fob, equivalent: bare, tolerance } = beside;
  if (fob !== undefined && !takesFob)
    return at.wrong(`${word} is done to no fob; write fob: at each step`);
  if (bare !== undefined && !takesEquivalent) {
    return at.wrong(
      `${word} needs no capability; write the equivalent at the step inside that does`,
    );
  }
  if (
    fob !== undefined &&
    !knownName(at, { field: 'fob', given: fob, names: at.context.fobNames, what: 'fob of others' })
  )
    return undefined;
  if (
    (is.kind === 'arm' || is.kind === 'clear') &&
    !knownName(at, {
      field: is.kind,
      given: is.fault,
      names: at.context.faultNames,
      what: 'fault of this file',
    })
  )
    return undefined;
  const equivalent: Equivalent | undefined = withTolerance(at, bare, tolerance);
  if (bare !== undefined && equivalent === undefined) return undefined;
  return {
    ...is,
    place: at.place,
    text: textOf(word, wordCursor(at, word)),
    ...(fob === undefined ? {} : { fob }),
    ...(equivalent === undefined ? {} : { equivalent }),
  };
}

/** Where the value of the word stands. */
function wordCursor(at: Cursor, word: string): Cursor | undefined {
  const { node } = at;
  if (node.kind !== 'map') return undefined;
  const entry = node.entries.find(({ key }) => key === word);
  return entry && at.valueOf(word, entry.place, entry.value);
}

function knownName(
  at: Cursor,
  wanted: {
    readonly field: string;
    readonly given: string;
    readonly names: readonly string[];
    readonly what: string;
  },
): boolean {
  const { field, given, names, what } = wanted;
  if (names.includes(given)) return true;
  const here = wordCursor(at, field);
  const place = here === undefined ? {} : { place: here.place, field: here.field };
  at.wrong(`${JSON.stringify(shortened(given))} is no ${what}; ${suggestion(given, names)}`, place);
  return false;
}
