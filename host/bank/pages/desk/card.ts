import type { Hono } from 'hono';
import { html } from 'hono/html';
import { CARD_SYMBOLS, cellOf, type CustomerCard } from '../../domain/customer-card.ts';
import type { WebEnv } from '../../web/web-env.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { answerDesk } from './desk-page.ts';
import { noSuch } from './no-such.ts';

/** お客様カード, 縦 5.5cm × 横 8.7cm, on a page that prints. That it was shown goes on record. */
export function customerCardPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  app.get(
    '/desk/contracts/:id/card',
    forOperator(async (context, actor) => {
      const contractId = context.req.param('id') ?? '';
      const contract = await operator.contract(actor, contractId);
      if (contract === undefined) return await noSuch(pages, context, actor, 'contract-unknown');
      const reply = await operator.card(actor, contractId);
      if (reply.outcome === 'refused') return await noSuch(pages, context, actor, reply.sentence);
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('お客様カード', 'Customer card'),
        body: html`${card(view, reply.card, { contractId, name: contract.name })}
          <p class="buttons start">
            <a class="button" href="/desk/contracts/${contractId}">${view.t('戻る', 'Back')}</a>
            <button type="button" class="primary" data-print hidden>
              ${view.t('印刷', 'Print')}
            </button>
          </p>
          <p class="hint">
            ${view.t(
              '縦 5.5cm × 横 8.7cm。倍率100%で印刷し、枠線で切り取ってお渡しください。',
              '5.5 cm high, 8.7 cm wide: print at 100 % and cut along the frame.',
            )}
          </p>`,
        look: 'printed-card',
        scripts: ['print-button.js'],
      }));
    }),
  );
}

const COLUMNS = 5;

function card(
  view: View,
  cells: CustomerCard,
  { contractId, name }: { readonly contractId: string; readonly name: string },
): Html {
  const { t } = view;
  const rows = Array.from({ length: CARD_SYMBOLS.length / COLUMNS }, (_, row) =>
    CARD_SYMBOLS.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  return html`<section class="customer-card" aria-label="${t('お客様カード', 'Customer card')}">
    <div class="card-head">
      <b>${view.bankName}</b>
      <span>${t('お客様カード', 'Customer card')}</span>
    </div>
    <dl>
      <dt>A ${t('契約者ID', 'Contract ID')}</dt>
      <dd class="number">${contractId}</dd>
      <dt>${t('ご契約先', 'Contract')}</dt>
      <dd>${name}</dd>
    </dl>
    <table>
      <caption>
        E ${t('確認用パスワード', 'Card check characters')}
      </caption>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(
                (symbol) =>
                  html`<th scope="row">${symbol}</th>
                    <td class="number">${cellOf(cells, symbol)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
