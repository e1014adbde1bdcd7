import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Reply } from '../../domain/reply.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { leaveFlash } from '../flash.ts';
import { answer } from '../layout.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forAdministrator, once, over } from '../roles.ts';
import { viewOf } from '../view.ts';

/** 重要なお知らせ → 次へ. */
export function noticePages(app: Hono<WebEnv>, pages: Pages): void {
  const sent = new Once<Reply>();
  app.get(
    '/admin/notice',
    forAdministrator(pages, 'notice', (context) => {
      const view = viewOf(pages, context);
      const { t } = view;
      const body = html`<div class="panel">
        <ul>
          <li>
            ${t(
              '当金庫がお電話やメールでワンタイムパスワードや暗証番号をお尋ねすることはございません。',
              'The bank never asks for one-time passwords or login codes by telephone or mail.',
            )}
          </li>
          <li>
            ${t(
              'トークンやスマートフォンを紛失された場合は、ただちに当金庫までご連絡ください。',
              'If a token or phone is lost, call the bank at once.',
            )}
          </li>
          <li>
            ${t(
              'ハードウェアトークンの電池切れや破損等でトークンを起動できない場合は、利用トークンの変更操作をおこなってください。',
              'If a hardware token no longer starts, since its battery is empty or it is broken, change to another token.',
            )}
          </li>
        </ul>
        <form method="post">
          ${view.hidden()}
          <p class="buttons"><button class="primary">${t('次へ', 'Next')}</button></p>
        </form>
      </div>`;
      const title = t('重要なお知らせ', 'Important notice');
      return answer(context, view, { title, area: 'public', body });
    }),
  );
  app.post(
    '/admin/notice',
    forAdministrator(
      pages,
      'notice',
      async (context, actor) => {
        const reply = await once(sent, context, () => pages.bank.login.readNotice(actor.session));
        if (reply.outcome === 'refused' && reply.sentence === 'session-over') {
          return over(context, 'administrator');
        }
        leaveFlash(context.var.visit, reply);
        return context.redirect('/admin', 303);
      },
      sent,
    ),
  );
}
