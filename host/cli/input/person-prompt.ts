import type { CodeQuestion, PersonPrompt } from '@fobkit/client';
import type { Cli } from '../program/cli.ts';
import { refused, usage } from '../program/cli-error.ts';
import type { Language } from '../terminal/language.ts';
import { askLine } from './ask-line.ts';
import { personTexts } from './person-texts.ts';
import { PipedLines } from './piped-lines.ts';

/** Asks whoever sits at the terminal; where there is none, takes codes that are piped in. */
export function personPrompt(cli: Cli, language: Language): PersonPrompt {
  return cli.stdin.isTTY === true ? terminal(cli, language) : pipe(cli);
}

function terminal(cli: Cli, language: Language): PersonPrompt {
  const texts = personTexts[language];
  return {
    async askCode(question) {
      const { wrong, digits } = question;
      if (wrong !== undefined) cli.out.note(texts.wrong(wrong, digits));
      const line = await askLine(cli, texts.question(question));
      if (line === undefined || line.trim() === '') throw refused('cancelled', texts.cancelled);
      return line;
    },
  };
}

/** A line for each code. Nobody is there to type it once more. */
function pipe(cli: Cli): PersonPrompt {
  const lines = new PipedLines(cli);
  return {
    async askCode({ wrong, digits }: CodeQuestion) {
      if (wrong !== undefined) {
        throw usage(`standard input has no code. ${personTexts.en.wrong(wrong, digits)}`);
      }
      const line = await lines.next('the code on standard input');
      if (line !== undefined) return line;
      throw usage(
        'nobody can be asked for the code: standard input is no terminal, and no code is piped in',
      );
    },
  };
}
