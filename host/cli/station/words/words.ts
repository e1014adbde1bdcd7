import type { Language } from '../../terminal/language.ts';
import { commandsEn } from './command-en.ts';
import { commandsJa } from './command-ja.ts';
import type { CommandWords } from './command-words.ts';
import { screenEn } from './screen-en.ts';
import { screenJa } from './screen-ja.ts';
import type { ScreenWords } from './screen-words.ts';
import { troublesEn } from './trouble-en.ts';
import { troublesJa } from './trouble-ja.ts';
import type { TroubleTable } from './trouble-words.ts';

/** What the station says, in one language. */
export interface StationWords {
  readonly screen: ScreenWords;
  readonly troubles: TroubleTable;
  readonly commands: CommandWords;
}

const WORDS: Readonly<Record<Language, StationWords>> = {
  en: { screen: screenEn, troubles: troublesEn, commands: commandsEn },
  ja: { screen: screenJa, troubles: troublesJa, commands: commandsJa },
};

export function wordsIn(language: Language): StationWords {
  return WORDS[language];
}
