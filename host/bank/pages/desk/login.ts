import type { Hono } from 'hono';
import { html } from 'hono/html';
import { remoteKey } from '../../web/remote.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { buttons, field, formError } from '../fields.ts';
import { answer } from '../layout.ts';
import { overPage } from '../over-page.ts';
import type { Pages } from '../page-options.ts';
import { enter, leave } from '../roles.ts';
import { type PageContext, viewOf } from '../view.ts';

/** The clerks' own login. */
export function deskLoginPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operators, account } = pages.options;
  app.get('/desk/over', (context) =>
    overPage(pages, context, [['/desk/login', '窓口ログイン', 'Desk login']]),
  );
  app.get('/desk/login', (context) => page(pages, context));
  app.post('/desk/login', async (context) => {
    const { form, visit } = context.var;
    const name = form.get('operator').trim();
    const tooMany = await account?.(context, `operator ${name}`);
    if (tooMany !== undefined) return tooMany;
    const found = await operators(name, form.get('password'), remoteKey(context));
    if (found === undefined) {
      return pages.refused.show(context, { outcome: 'refused', sentence: 'clerk-login-wrong' });
    }
    enter(visit, 'operator', found);
    return context.redirect('/desk', 303);
  });
  app.post('/desk/logout', (context) => {
    leave(context.var.visit, 'operator');
    return context.redirect('/desk/login', 303);
  });
}

function page(pages: Pages, context: PageContext): Response | Promise<Response> {
  const view = viewOf(pages, context);
  const shown = pages.refused.take(context);
  const { t } = view;
  const body = html`${formError(view, shown, [])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
      ${field(view, shown, {
        name: 'operator',
        label: t('担当者名', 'Name'),
        autocomplete: 'username',
        maxlength: 64,
      })}
      ${field(view, shown, {
        name: 'password',
        label: t('パスワード', 'Password'),
        isSecret: true,
        autocomplete: 'current-password',
      })}
      ${buttons(view, t('ログイン', 'Log in'))}
    </form>`;
  const title = t('窓口ログイン', 'Desk login');
  return answer(context, view, { title, area: 'public', body });
}
