import { troublesEn } from './trouble-en.ts';
import { troublesJa } from './trouble-ja.ts';
import type { TroubleTable } from './trouble-text.ts';

/** What an operator reads of each trouble. What exactly was found stands beside it. */
export const troubleTexts: Readonly<Record<'en' | 'ja', TroubleTable>> = {
  en: troublesEn,
  ja: troublesJa,
};
