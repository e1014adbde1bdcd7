/** Languages of the app. */
export type Language = 'ja' | 'en';

export function isLanguage(value: unknown): value is Language {
  return value === 'ja' || value === 'en';
}

/** Japanese where the phone's first language is Japanese, else English. */
export function usualLanguage(preferred: string): Language {
  return /^ja\b/i.test(preferred) ? 'ja' : 'en';
}
