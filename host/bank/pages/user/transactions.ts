import { html } from 'hono/html';
import type { TransactionView } from '../../domain/views.ts';
import { dataTable } from '../data-table.ts';
import type { Html, View } from '../view.ts';
import { transactionName, yen } from '../words.ts';

export function transactionsBody(view: View, transactions: readonly TransactionView[]): Html {
  const { t } = view;
  if (transactions.length === 0) {
    return html`<p class="none">${t('取引はありません。', 'There are no transactions.')}</p>`;
  }
  return dataTable(
    t('取引一覧', 'Transactions'),
    [
      { head: t('受付番号', 'Number'), look: 'number' },
      { head: t('日時', 'Time') },
      { head: t('種類', 'Kind') },
      { head: t('お受取人・納付先', 'Payee') },
      { head: t('金額（円）', 'Yen'), look: 'amount' },
      { head: t('トークン', 'Token'), look: 'number' },
    ],
    transactions.map(({ id, at, kind, to, amount, serial }) => [
      id,
      view.time(at),
      transactionName(view, kind),
      to,
      yen(amount),
      serial,
    ]),
  );
}
