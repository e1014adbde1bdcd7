import { notice } from './frame.ts';
import type { Language } from './language.ts';
import { WORDS } from './words.ts';

/** A clock this far off, in milliseconds, is worth a word: a third of a step. */
const WORTH_MS = 10_000;

/** Says how wrong the phone's clock is; nothing if it is right enough or nobody knows. */
export function clockWarning(
  aheadMs: number | undefined,
  language: Language,
): HTMLElement | undefined {
  if (aheadMs === undefined || Math.abs(aheadMs) < WORTH_MS) return undefined;
  const words = WORDS[language];
  const text = aheadMs > 0 ? words.clockAhead : words.clockBehind;
  const warning = notice('warning', text.replace('{time}', lengthText(aheadMs, language)));
  warning.dataset['aheadSeconds'] = String(Math.round(aheadMs / 1000));
  return warning;
}

const UNITS = [
  { seconds: 2 * 86_400, unit: 86_400, words: 'days' },
  { seconds: 7200, unit: 3600, words: 'hours' },
  { seconds: 100, unit: 60, words: 'minutes' },
  { seconds: 0, unit: 1, words: 'seconds' },
] as const;

function lengthText(ms: number, language: Language): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const unit = UNITS.find((one) => seconds >= one.seconds) ?? UNITS[3];
  return WORDS[language][unit.words].replace('{n}', String(Math.round(seconds / unit.unit)));
}
