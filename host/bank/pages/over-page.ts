import { html } from 'hono/html';
import { answer } from './layout.ts';
import type { Pages } from './page-options.ts';
import { type PageContext, viewOf } from './view.ts';

/** The session is over; where to log in again, the usual place last. */
export function overPage(
  pages: Pages,
  context: PageContext,
  logins: readonly (readonly [path: string, ja: string, en: string])[],
): Response | Promise<Response> {
  const view = viewOf(pages, context);
  const { t, say } = view;
  const last = logins.length - 1;
  const why = context.req.query('why') === 'login-suspended' ? 'login-suspended' : 'session-over';
  const body = html`<div class="notice refused" role="alert"><p>${say(why)}</p></div>
    <p class="buttons">
      ${logins.map(
        ([path, ja, en], at) =>
          html`<a class="button${at === last ? ' primary' : ''}" href="${path}">${t(ja, en)}</a>`,
      )}
    </p>`;
  return answer(context, view, { title: t('ログアウト', 'Logged out'), area: 'public', body });
}
