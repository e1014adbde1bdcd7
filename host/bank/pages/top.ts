import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { WebEnv } from '../web/web-env.ts';
import { answer } from './layout.ts';
import { overPage } from './over-page.ts';
import type { Pages } from './page-options.ts';
import { viewOf } from './view.ts';

/** The top page, and the page of a session that is over. */
export function topPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get('/', (context) => {
    const view = viewOf(pages, context);
    const { t } = view;
    const body = html`<div class="doors">
        <section aria-labelledby="administrators">
          <h2 id="administrators">${t('管理者の方', 'Administrators')}</h2>
          <p>
            ${t(
              'ワンタイムパスワードの設定はすべてこちらの管理者ログインより操作いただきます。',
              'All settings of one-time passwords are made here.',
            )}
          </p>
          <a class="button primary" href="/admin/login"
            >${t('管理者ログイン', 'Administrator login')}</a
          >
        </section>
        <section aria-labelledby="users">
          <h2 id="users">${t('利用者の方', 'Users')}</h2>
          <p>
            ${t('振込等の特定取引を行います。', 'Transfers and other designated transactions.')}
          </p>
          <a class="button" href="/login">${t('利用者ログイン', 'User login')}</a>
        </section>
      </div>
      <section class="plain" aria-labelledby="lost">
        <h2 id="lost">${t('トークンを紛失された場合', 'If a token is lost')}</h2>
        <p>
          ${t(
            'アプリのインストールされたスマートフォンやハードウェアトークンを紛失された場合は、通帳等の紛失等と同様に、ただちに当金庫までご連絡ください。',
            'If a phone with the app or a hardware token is lost, call the bank at once, as for a lost passbook.',
          )}
        </p>
      </section>`;
    const title = t('インターネットバンキング', 'Internet banking');
    return answer(context, view, { title, area: 'public', body });
  });

  app.get('/over', (context) => {
    const logins = [
      ['/login', '利用者ログイン', 'User login'],
      ['/admin/login', '管理者ログイン', 'Administrator login'],
    ] as const;
    const isUser = context.req.query('as') === 'user';
    return overPage(pages, context, isUser ? logins.toReversed() : logins);
  });
}
