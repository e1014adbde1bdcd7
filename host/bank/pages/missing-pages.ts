import type { Hono } from 'hono';
import { html } from 'hono/html';
import { WEB_REFUSALS } from '../web/web-refusals.ts';
import type { WebEnv } from '../web/web-env.ts';
import { answerDesk } from './desk/desk-page.ts';
import { answerConsole } from './console/console-page.ts';
import { answer } from './layout.ts';
import type { Pages } from './page-options.ts';
import { forAdministrator, forOperator, forUser, over } from './roles.ts';
import { type Html, type View, viewOf } from './view.ts';

/**
 * What there is not below `/admin`, `/user` and `/desk`, for those who are logged in there: with their
 * menu. After all other pages; whatever else there is not the web's base refuses.
 */
export function missingCustomerPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get(
    '/admin/*',
    forAdministrator(pages, 'open', async (context, actor) => {
      const reply = await pages.bank.administrator.contract(actor);
      if (reply.outcome === 'refused') return over(context, 'administrator');
      const view = viewOf(pages, context);
      return await answerConsole(context, view, reply.contract, missing(view));
    }),
  );
  app.get(
    '/user/*',
    forUser(pages, (context) => {
      const view = viewOf(pages, context);
      return answer(context, view, { ...missing(view), area: 'user' });
    }),
  );
}

export function missingDeskPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get(
    '/desk/*',
    forOperator((context, actor) => answerDesk(pages, context, actor, missing)),
  );
}

function missing({ t, language }: View): {
  readonly title: string;
  readonly body: Html;
  readonly status: 404;
} {
  return {
    title: t('該当なし', 'Not found'),
    body: html`<div class="notice refused" role="alert">
      <p>${WEB_REFUSALS['not-found'][language]}</p>
    </div>`,
    status: 404,
  };
}
