/** What a person is asked in. */
export type Language = 'en' | 'ja';

/** The language of messages by the locale, as POSIX looks for it: LC_ALL, LC_MESSAGES, LANG. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const names = ['LC_ALL', 'LC_MESSAGES', 'LANG'];
  const locale = names.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return /^ja(?:[_.@-]|$)/i.test(locale) ? 'ja' : 'en';
}
