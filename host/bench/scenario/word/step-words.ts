import type { Step } from '../model.ts';
import { call } from '../read/call.ts';
import { optional } from '../read/fields.ts';
import { type JsonSchema, reference } from '../read/json-schema.ts';
import type { Cursor } from '../read/cursor.ts';
import { isConstant } from '../read/node.ts';
import { listOf, type Shape, text } from '../read/shape.ts';
import { completeStep } from './complete-step.ts';
import { equivalentFields } from './equivalent-words.ts';
import { expectationMap, expectations } from './expectations.ts';
import { flowWords } from './flow-words.ts';
import { rigWords } from './rig-words.ts';
import type { StepBeside, StepPart, StepWord } from './step-word.ts';

/** Steps hold steps: read when they are needed, and by reference in the schema. */
const innerSteps: Shape<readonly Step[]> = {
  expects: 'a list of steps',
  schema: reference('steps'),
  read: (at) => steps.read(at),
};

/** Everything that can be a step. */
export const stepWords: Readonly<Record<string, StepWord>> = {
  ...rigWords,
  ...flowWords(innerSteps, expectations),
};

/** What may stand beside a step's word. */
export const stepBeside: StepBeside = {
  fob: optional(text('the name of another fob'), 'The fob of `others` that it is done to.'),
  ...equivalentFields(innerSteps),
};

const stepCall = call<StepPart, StepBeside>(stepWords, stepBeside, 'step');

export const step: Shape<Step> = {
  expects: stepCall.expects,
  schema: reference('step'),
  read(at) {
    const { readBefore } = at.context;
    const before = readBefore.get(at.node);
    if (before !== undefined) return before;
    const read = readStep(at);
    if (isConstant(at.node)) readBefore.set(at.node, read);
    return read;
  },
};

function readStep(at: Cursor): Step | null {
  const read = stepCall.read(at);
  const word = read === null ? undefined : stepWords[read.word];
  return read && word ? completeStep(at, read, word) : null;
}

/** A list of at least one step. */
export const steps: Shape<readonly Step[]> = listOf(step, 'steps');

/** The parts of the schema that others refer to. */
export const stepDefinitions = {
  step: { ...stepCall.schema, dependentSchemas: besideWords() },
  steps: steps.schema,
  expectations: expectationMap.schema,
};

/** Which words have no fob, or no equivalent, beside them. */
function besideWords(): JsonSchema {
  const rules = Object.entries(stepWords).map(([name, { takesFob, takesEquivalent }]) => {
    const barred = [
      ...(takesFob ? [] : ['fob']),
      ...(takesEquivalent ? [] : ['equivalent', 'tolerance']),
    ];
    const properties = Object.fromEntries(barred.map((key) => [key, false]));
    return barred.length === 0 ? [] : [[name, { properties }] as const];
  });
  return Object.fromEntries(rules.flat());
}
