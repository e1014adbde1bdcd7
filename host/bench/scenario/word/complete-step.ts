import type { Step } from '../model.ts';
import { suggestion } from '@fobkit/store/yaml';
import type { Call } from '../read/call.ts';
import type { Cursor } from '../read/cursor.ts';
import { shortened } from '../read/node.ts';
import { textOf } from '../read/text-of.ts';
import { withTolerance } from './equivalent-words.ts';
import type { StepBeside, StepPart, StepWord } from './step-word.ts';

/** A step of its word and what stands beside it; null when they do not fit, which is told. */
export function completeStep(
  at: Cursor,
  { word, is, beside }: Call<StepPart, StepBeside>,
  { takesFob, takesEquivalent }: StepWord,
): Step | null {
  const { fob, equivalent } = beside;
  const { fobNames, faultNames } = at.context;
  if (fob !== undefined && !takesFob) {
    return at.at('fob').wrong(`${word} is done to no fob; fob: stands at each step inside it`);
  }
  if (equivalent !== undefined && !takesEquivalent) {
    const message = `${word} itself needs no capability; equivalent: stands at the step inside it`;
    return at.at('equivalent').wrong(message);
  }
  if (fob !== undefined && !isNamed(at.at('fob'), fob, fobNames, 'fob of given.others'))
    return null;
  if (is.kind === 'arm' || is.kind === 'clear') {
    if (!isNamed(at.at(is.kind), is.fault, faultNames, 'fault of this file')) return null;
  }
  const instead = withTolerance(at, beside);
  if (instead === null) return null;
  const behind = at.at(word);
  return {
    ...is,
    place: at.place,
    text: textOf(word, behind === at ? undefined : behind),
    ...(fob === undefined ? {} : { fob }),
    ...instead,
  };
}

function isNamed(at: Cursor, given: string, names: readonly string[], what: string): boolean {
  if (names.includes(given)) return true;
  at.wrong(`${JSON.stringify(shortened(given))} is no ${what}; ${suggestion(given, names)}`);
  return false;
}
