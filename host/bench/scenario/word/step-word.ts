import type { Step, StepBase } from '../model.ts';
import type { Field } from '../read/fields.ts';
import type { Shape } from '../read/shape.ts';
import type { EquivalentFields } from './equivalent-words.ts';

/** A step without what every step has. */
export type StepPart = Step extends infer S
  ? S extends Step
    ? Omit<S, keyof StepBase>
    : never
  : never;

/** A word of the language that is a step. */
export interface StepWord {
  readonly about: string;
  /** The step that the bare word is; absent: it needs a value. */
  readonly bare?: StepPart;
  /** What may stand behind it; absent: nothing. */
  readonly value?: Shape<StepPart>;
  /** Whether `fob:` may stand beside it. */
  readonly takesFob: boolean;
  /** Whether `equivalent:` may stand beside it. */
  readonly takesEquivalent: boolean;
}

/** What may stand beside a step's word. */
export type StepBeside = EquivalentFields & {
  readonly fob: Field<string, false>;
};

/** Something done to a fob. */
export function toFob(
  about: string,
  forms: { readonly bare?: StepPart; readonly value?: Shape<StepPart> },
): StepWord {
  return { about, ...forms, takesFob: true, takesEquivalent: true };
}

/** Something done elsewhere. */
export function elsewhere(
  about: string,
  forms: { readonly bare?: StepPart; readonly value?: Shape<StepPart> },
  takesEquivalent = true,
): StepWord {
  return { about, ...forms, takesFob: false, takesEquivalent };
}
