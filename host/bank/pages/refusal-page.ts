import { html } from 'hono/html';
import type { Assets } from '../web/assets.ts';
import type { RefusalPage } from '../web/refuse.ts';
import type { WebRefusal } from '../web/web-refusals.ts';
import type { Html } from './view.ts';

/** Not for the visitor to put right: he waits. */
const LATER: ReadonlySet<WebRefusal> = new Set(['busy', 'too-many', 'unavailable']);

/** What the web's base refuses, as a page of the bank. It holds nothing that the visitor sent. */
export function refusalPage(assets: Assets): (refusal: RefusalPage) => string | Promise<string> {
  return ({ refusal, language, sentence, requestId, again }) => {
    const t = (ja: string, en: string): string => (language === 'ja' ? ja : en);
    const title = LATER.has(refusal)
      ? t('しばらくお待ちください', 'Please wait a while')
      : t('ご確認ください', 'Please check');
    const [to, name] =
      again === undefined
        ? ['/', t('トップへ', 'To the top')]
        : [again, t('もう一度操作する', 'Try again')];
    const page: Html = html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${sentence}</title>
          <link rel="stylesheet" href="${assets.url('bank.css')}" />
          <link rel="icon" type="image/svg+xml" href="${assets.url('bank.svg')}" />
        </head>
        <body class="public">
          <header>
            <a class="brand" href="/"><span aria-hidden="true"></span>${t('トップ', 'Top')}</a>
          </header>
          <main id="main">
            <div class="headline"><h1>${title}</h1></div>
            <div class="notice refused" role="alert"><p>${sentence}</p></div>
            <p class="hint">${t('受付番号：', 'Reference: ')}${requestId}</p>
            <p class="buttons">
              <a class="button primary" href="${to}">${name}</a>
            </p>
          </main>
        </body>
      </html>`;
    return page;
  };
}
