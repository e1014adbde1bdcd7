import { type TroubleTable, troubleTexts } from '@fobkit/station';
import { inJapanese } from '../phrases/japanese.ts';
import type { Phrasebook } from '../phrases/phrasebook.ts';
import type { Language } from '../../terminal/language.ts';
import { commandsEn } from './command-en.ts';
import { commandsJa } from './command-ja.ts';
import type { CommandWords } from './command-words.ts';
import { screenEn } from './screen-en.ts';
import { screenJa } from './screen-ja.ts';
import type { ScreenWords } from './screen-words.ts';

/** What the station says, in one language. */
export interface StationWords {
  readonly screen: ScreenWords;
  readonly troubles: TroubleTable;
  readonly commands: CommandWords;
  /** An error or a warning. */
  readonly told: Phrasebook;
}

const WORDS: Readonly<Record<Language, StationWords>> = {
  en: {
    screen: screenEn,
    troubles: troubleTexts.en,
    commands: commandsEn,
    told: (message) => message,
  },
  ja: { screen: screenJa, troubles: troubleTexts.ja, commands: commandsJa, told: inJapanese },
};

export function wordsIn(language: Language): StationWords {
  return WORDS[language];
}
