import { html } from 'hono/html';
import type { TransactionView } from '../../domain/views.ts';
import { scrollable } from '../scrollable.ts';
import type { Html, View } from '../view.ts';
import { transactionName, yen } from '../words.ts';

export function transactionsBody(view: View, transactions: readonly TransactionView[]): Html {
  const { t } = view;
  if (transactions.length === 0) {
    return html`<p class="none">${t('取引はありません。', 'There are no transactions.')}</p>`;
  }
  return scrollable(
    t('取引一覧', 'Transactions'),
    html`
      <table>
        <thead>
          <tr>
            <th scope="col">${t('受付番号', 'Number')}</th>
            <th scope="col">${t('日時', 'Time')}</th>
            <th scope="col">${t('種類', 'Kind')}</th>
            <th scope="col">${t('お受取人・納付先', 'Payee')}</th>
            <th scope="col" class="amount">${t('金額（円）', 'Yen')}</th>
            <th scope="col">${t('トークン', 'Token')}</th>
          </tr>
        </thead>
        <tbody>
          ${transactions.map(
            ({ id, at, kind, to, amount, serial }) =>
              html`<tr>
                <th scope="row">${id}</th>
                <td>${view.time(at)}</td>
                <td>${transactionName(view, kind)}</td>
                <td>${to}</td>
                <td class="amount">${yen(amount)}</td>
                <td class="number">${serial}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `,
  );
}
