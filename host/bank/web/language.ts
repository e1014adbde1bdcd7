import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export type Language = 'ja' | 'en';

const COOKIE = 'language';
const YEAR_SECONDS = 31_536_000;

export function isLanguage(text: string | undefined): text is Language {
  return text === 'ja' || text === 'en';
}

/** What the visitor chose, else what the browser prefers, else Japanese. */
export function languageOf(context: Context): Language {
  const chosen = getCookie(context, COOKIE);
  if (isLanguage(chosen)) return chosen;
  return preferredLanguage(context.req.header('accept-language') ?? '');
}

/** Accept-Language (RFC 9110 §12.5.4): the highest weight counts, the first of equals. */
export function preferredLanguage(header: string): Language {
  let best: { readonly language: Language; readonly weight: number } | undefined;
  for (const range of header.slice(0, 1000).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = tag.split('-')[0];
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight =
      given === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given) : 0;
    if (isLanguage(language) && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'ja';
}

/** Remembers the visitor's choice for a year. */
export function chooseLanguage(context: Context, language: Language, secure: boolean): void {
  setCookie(context, COOKIE, language, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: YEAR_SECONDS,
  });
}
