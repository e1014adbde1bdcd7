import { html } from 'hono/html';
import type { Flash } from './flash.ts';
import type { Html, PageContext, View } from './view.ts';

/** Whose pages: each has its menu. */
export type Area = 'public' | 'administrator' | 'user' | 'operator';

export interface Page {
  readonly title: string;
  readonly area: Area;
  readonly body: Html;
  /** 200 if absent. */
  readonly status?: 200 | 404;
  /** Scripts of the page, beside those of all. */
  readonly scripts?: readonly string[];
  /** Seconds until the page is asked for again where there are no scripts. */
  readonly refresh?: number;
  /** Of a page that prints: its own class. */
  readonly look?: string;
  /** How it is said who is here. */
  readonly who?: string;
}

/** Answers with a page. */
export function answer(context: PageContext, view: View, page: Page): Response | Promise<Response> {
  return context.html(document(view, page), page.status ?? 200);
}

function document(view: View, page: Page): Html {
  const { t, language, bankName } = view;
  const { title, area, body, refresh, look, scripts = [] } = page;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} | ${bankName}</title>
        <link rel="stylesheet" href="${view.asset('bank.css')}" />
        <link rel="icon" type="image/svg+xml" href="${view.asset('bank.svg')}" />
        ${['software-keyboard.js', ...scripts].map(
          (name) => html`<script type="module" src="${view.asset(name)}"></script>`,
        )}
        ${
          refresh === undefined
            ? ''
            : html`<noscript><meta http-equiv="refresh" content="${refresh}" /></noscript>`
        }
      </head>
      <body class="${area}${look === undefined ? '' : ` ${look}`}">
        <a class="skip" href="#main">${t('本文へ移動', 'Skip to the content')}</a>
        <header>
          <a class="brand" href="${HOME[area]}"><span aria-hidden="true"></span>${bankName}</a>
          ${languageForm(view)} ${area === 'public' ? '' : logout(view, page)}
        </header>
        ${area === 'public' ? '' : menu(view, area)}
        <main id="main" tabindex="-1">
          <div class="headline">
            <h1>${title}</h1>
            <p class="as-of">${view.asOf}</p>
          </div>
          ${flashed(view, view.flash)} ${body}
        </main>
        <footer>
          <p>
            ${t('トークンを試すための銀行です。実際の取引は行われません。', 'A bank to try tokens with. Nothing here is money.')}
          </p>
        </footer>
      </body>
    </html>`;
}

const HOME: Readonly<Record<Area, string>> = {
  public: '/',
  administrator: '/admin',
  user: '/user',
  operator: '/desk',
};

function languageForm(view: View): Html {
  const [other, name] = view.language === 'ja' ? ['en', 'English'] : ['ja', '日本語'];
  return html`<form method="post" action="/language" class="language">
    ${view.hidden()}<input type="hidden" name="to" value="${view.path}" />
    <button name="language" value="${other}" lang="${other}" class="link">${name}</button>
  </form>`;
}

function logout(view: View, { area, who }: Page): Html {
  return html`<div class="who">
    ${who === undefined ? '' : html`<span>${who}</span>`}
    <form method="post" action="${HOME[area]}/logout">
      ${view.hidden()}
      <button class="link">${view.t('ログアウト', 'Log out')}</button>
    </form>
  </div>`;
}

function flashed(view: View, flash: Flash | undefined): Html | '' {
  if (flash === undefined) return '';
  const { how, sentence, note, hint } = flash;
  return html`<div class="notice ${how}" role="${how === 'done' ? 'status' : 'alert'}">
    ${[sentence, note].map((id) => (id === undefined ? '' : html`<p>${view.say(id)}</p>`))}
    ${hint === undefined ? '' : html`<p><a href="#current">${view.say(hint)}</a></p>`}
  </div>`;
}

type Entry = readonly [path: string, label: string, inside?: readonly Entry[]];

function menu(view: View, area: Area): Html {
  return html`<nav class="menu" aria-label="${view.t('メニュー', 'Menu')}">
    <ul>
      ${entriesOf(view, area).map((entry) => menuEntry(view, entry))}
    </ul>
  </nav>`;
}

function menuEntry(view: View, [path, label, inside]: Entry): Html {
  const current = path === view.path ? 'page' : isWithin(view.path, path) ? 'true' : undefined;
  return html`<li>
    <a href="${path}" ${current === undefined ? '' : html`aria-current="${current}"`}>${label}</a>
    ${
      inside === undefined
        ? ''
        : html`<ul>
            ${inside.map((entry) => menuEntry(view, entry))}
          </ul>`
    }
  </li>`;
}

/** Whether a page is one of those that an entry leads to. */
function isWithin(page: string, entry: string): boolean {
  const roots = WITHIN[entry] ?? [entry];
  return !HOMES.has(entry) && roots.some((root) => `${page}/`.startsWith(`${root}/`));
}

const HOMES: ReadonlySet<string> = new Set(Object.values(HOME));
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  '/admin/contract': ['/admin/users', '/admin/otp'],
  '/admin/users': ['/admin/users', '/admin/otp'],
};

function entriesOf({ t }: View, area: Area): readonly Entry[] {
  switch (area) {
    case 'administrator':
      return [
        ['/admin', t('メイン', 'Main')],
        ['/admin/secrets', t('ご契約先認証情報変更', 'Passwords of the contract')],
        [
          '/admin/contract',
          t('ご契約先管理情報変更', 'Contract administration'),
          [['/admin/users', t('利用者情報登録/変更', 'Register or change users')]],
        ],
      ];
    case 'user':
      return [
        ['/user', t('メイン', 'Main')],
        ['/user/transfer', t('特定取引（振込等）', 'Transfers and the like')],
        ['/user/transactions', t('取引一覧', 'Transactions')],
      ];
    case 'operator':
      return [
        ['/desk', t('窓口', 'Desk')],
        ['/desk/contracts', t('契約', 'Contracts')],
        ['/desk/forms', t('書面の受付', 'Paper forms')],
        ['/desk/tokens', t('トークン', 'Tokens')],
        ['/desk/calls', t('紛失・盗難の連絡', 'Lost-token calls')],
        ['/desk/ending', t('交換予定', 'Ending soon')],
        ['/desk/events', t('操作履歴', 'Events')],
      ];
    case 'public':
      return [];
  }
}
