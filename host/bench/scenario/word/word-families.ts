import { bankWords } from './bank-words.ts';
import { expectWords } from './expect-words.ts';
import { fileWords } from './file-words.ts';
import { givenWords } from './given-words.ts';
import { hostWords } from './host-words.ts';
import { stepBeside, stepWords } from './step-words.ts';

/** Some words of the language, and where in a file they stand. */
export interface WordFamily {
  /** As a page of docs/bench/words says it. */
  readonly where: string;
  readonly words: readonly string[];
}

/** Every word of the language that has a page of its own. */
export const wordFamilies: readonly WordFamily[] = [
  { where: 'at the top of a file', words: Object.keys(fileWords) },
  { where: 'in `given`', words: Object.keys(givenWords) },
  { where: 'as a step', words: Object.keys(stepWords) },
  { where: 'beside a step', words: Object.keys(stepBeside) },
  { where: 'as a command of `host`', words: Object.keys(hostWords) },
  { where: 'as a request to `bank`', words: Object.keys(bankWords) },
  { where: 'in `expect`', words: Object.keys(expectWords) },
];
