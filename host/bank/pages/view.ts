import type { Context } from 'hono';
import { html } from 'hono/html';
import { SENTENCES, type SentenceId } from '../domain/sentences.ts';
import type { Language } from '../web/language.ts';
import type { WebEnv } from '../web/web-env.ts';
import { challengeOf } from './challenge.ts';
import { type Flash, takeFlash } from './flash.ts';
import { newMark } from './once.ts';
import type { Pages } from './page-options.ts';
import { bankTime } from './show-time.ts';

export type Html = ReturnType<typeof html>;
export type PageContext = Context<WebEnv>;

/** What every page needs of its request. */
export interface View {
  readonly language: Language;
  /** The words in the visitor's language. */
  readonly t: (ja: string, en: string) => string;
  /** One of the bank's own sentences. */
  readonly say: (sentence: SentenceId) => string;
  /** The hidden fields of a form: the visitor's token, and the mark that makes it count once. */
  readonly hidden: () => Html;
  /** `2022/04/19 09:36:16 時点`. */
  readonly asOf: string;
  /** Unix milliseconds as the bank writes them. */
  readonly time: (unixMs: number) => string;
  readonly path: string;
  /** What an OCRA token is to be asked, in so many digits. */
  readonly challenge: (digits: number) => string;
  /** What the page before has left to be said. */
  readonly flash: Flash | undefined;
  readonly bankName: string;
  readonly asset: (name: string) => string;
}

/** What is said, in a language. */
export function speakerOf(language: Language): Pick<View, 't' | 'say'> {
  return {
    t: (ja, en) => (language === 'ja' ? ja : en),
    say: (sentence) => SENTENCES[sentence][language],
  };
}

export function viewOf(pages: Pages, context: PageContext): View {
  const { language, visit } = context.var;
  const { assets, clock } = pages.options;
  const speaker = speakerOf(language);
  const { t } = speaker;
  const now = bankTime(clock.unixMs());
  return {
    language,
    ...speaker,
    hidden: () =>
      html`<input type="hidden" name="csrf" value="${visit.csrf}" /><input
          type="hidden"
          name="once"
          value="${newMark()}"
        />`,
    asOf: t(`${now} 時点`, `As of ${now}`),
    time: bankTime,
    path: context.req.path,
    challenge: (digits) => challengeOf(visit, digits),
    flash: takeFlash(visit),
    bankName: (pages.options.title ?? pages.bank.policy.title)[language],
    asset: (name) => assets.url(name),
  };
}
