import { html } from 'hono/html';
import { TRANSACTION_KINDS } from '../../domain/transaction-form.ts';
import type { UserHome } from '../../domain/views.ts';
import { serialOf } from '../console/token-table.ts';
import { select } from '../choices.ts';
import { buttons, codeField, field, formError, type Shown } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { transactionName } from '../words.ts';

const AMOUNT = /^[0-9]{1,10}$/;

/** Yen as they are typed: full-width digits, commas and the sign are taken; 0 for what is none. */
export function readAmount(typed: string): number {
  const text = typed
    .slice(0, 64)
    .normalize('NFKC')
    .replace(/[\s,¥円]/g, '');
  return AMOUNT.test(text) ? Number(text) : 0;
}

export function transferBody(view: View, { token }: UserHome, shown: Shown): Html {
  const { t } = view;
  const kind = shown.typed?.get('kind');
  return html`${formError(view, shown, ['code'])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
      ${select(
        'kind',
        t('取引の種類', 'Kind'),
        TRANSACTION_KINDS.map((value) => ({
          value,
          label: transactionName(view, value),
          isChosen: value === kind,
        })),
      )}
      ${field(view, shown, {
        name: 'to',
        label: t('お受取人・納付先', 'Payee'),
        hint: t('48文字まで', 'Up to 48 characters'),
      })}
      ${field(view, shown, {
        name: 'amount',
        label: t('金額（円）', 'Amount (yen)'),
        isNumeric: true,
        maxlength: 32,
      })}
      <dl class="facts">
        <dt>${t('トークン（シリアル番号）', 'Token (serial number)')}</dt>
        <dd>${serialOf(view, token)}</dd>
      </dl>
      ${codeField(view, shown)}
      ${buttons(
        view,
        t('実行', 'Carry out'),
        html`<a class="button quiet" href="/user">${t('戻る', 'Back')}</a>`,
      )}
    </form>`;
}
