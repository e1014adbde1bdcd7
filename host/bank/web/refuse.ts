import type { Context } from 'hono';
import { languageOf, type Language } from './language.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import type { WebEnv } from './web-env.ts';
import { WEB_REFUSALS, type WebRefusal } from './web-refusals.ts';

/** A refusal as a page shows it. */
export interface RefusalPage {
  readonly refusal: WebRefusal;
  readonly status: number;
  readonly language: Language;
  readonly sentence: string;
  /** What the bank's log has of this request. */
  readonly requestId: string;
  /** A page of this server with the form that was not worked on, if there is one. */
  readonly again?: string;
}

export interface RefuseMore {
  /** Seconds. */
  readonly retryAfter?: number;
  readonly again?: string;
}

export type Refuse = (
  context: Context,
  refusal: WebRefusal,
  more?: RefuseMore,
) => Response | Promise<Response>;

export interface RefuseOptions {
  /** A page's document (HTML); a plain one if absent. */
  readonly page?: (refusal: RefusalPage) => string | Promise<string>;
  /** Whether this path is asked by programs: they get a problem in JSON (RFC 9457). */
  readonly isProgram: (path: string) => boolean;
}

/** Answers by the bank's sentence: as a page, or to programs as a `Problem`. */
export function refuser({ page = plainPage, isProgram }: RefuseOptions): Refuse {
  return async (context: Context<WebEnv>, refusal, more = {}) => {
    const { status, ...sentences } = WEB_REFUSALS[refusal];
    const language = languageOf(context);
    const sentence = sentences[language];
    const { requestId } = context.var;
    if (more.retryAfter !== undefined) context.header('Retry-After', String(more.retryAfter));
    if (isProgram(context.req.path)) {
      const problem = problemOf(refusal, WEB_REFUSALS[refusal], { language, requestId });
      return context.json(problem, status, { 'Content-Type': PROBLEM_TYPE });
    }
    context.header('Content-Type', 'text/html; charset=utf-8');
    const again = more.again === undefined ? {} : { again: more.again };
    const shown = { refusal, status, language, sentence, requestId, ...again };
    return context.body(await page(shown), status);
  };
}

/** Holds nothing that a visitor sent. */
function plainPage({ language, sentence, requestId }: RefusalPage): string {
  return `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${sentence}</title>
<main><h1>${sentence}</h1><p>${requestId}</p><p><a href="/">${language === 'ja' ? '戻る' : 'Back'}</a></p></main>
</html>
`;
}
