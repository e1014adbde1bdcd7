import type { PersonUrl } from './person-url.ts';
import type { WrongCode } from './typed-code.ts';

/** What a person is asked: to press the button of a fob and type what it shows. */
export interface CodeQuestion extends PersonUrl {
  /** OCRA: what is to be typed into the fob first. */
  readonly challenge?: string;
  /** What was wrong with the answer before this one; absent at first. */
  readonly wrong?: WrongCode;
}

/** A way to ask a person: a terminal, a form in a page, lines that were piped in. */
export interface PersonPrompt {
  /**
   * What the person typed, as it is; undefined when he will not. Rejects with the signal's reason,
   * or with an error of the prompt when nobody is there to be asked.
   */
  askCode(question: CodeQuestion, signal?: AbortSignal): Promise<string | undefined>;
}
