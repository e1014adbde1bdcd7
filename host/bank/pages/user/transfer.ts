import { html } from 'hono/html';
import type { SentenceId } from '../../domain/sentences.ts';
import { TRANSACTION_KINDS } from '../../domain/transaction-form.ts';
import type { UserHome } from '../../domain/views.ts';
import { serialOf } from '../console/token-table.ts';
import { challengeField } from '../challenge-field.ts';
import { select } from '../choices.ts';
import { buttons, codeField, field, fieldError, formError, type Shown } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { transactionName } from '../words.ts';

export function transferBody(view: View, home: UserHome, shown: Shown): Html {
  const { t } = view;
  const kind = shown.typed?.get('kind');
  const against = standsAgainst(home);
  if (against !== undefined) return instead(view, against);
  return html`${formError(view, shown, ['kind', 'to', 'amount', 'code'])}
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
      ${fieldError(view, 'kind', shown)}
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
        <dd>${serialOf(view, home.token)}</dd>
      </dl>
      ${challengeField(view, home.challengeDigits)} ${codeField(view, shown)}
      ${buttons(
        view,
        t('実行', 'Carry out'),
        html`<a class="button quiet" href="/user">${t('戻る', 'Back')}</a>`,
      )}
    </form>`;
}

/** Why no transaction can be made now, whatever is typed. */
function standsAgainst({ mode, token, lock }: UserHome): SentenceId | undefined {
  if (lock !== undefined) return lock.kind === 'codes' ? 'suspended' : 'suspended-by-unregistered';
  if (mode === 'none') return 'not-started';
  if (token === undefined) return 'no-settings';
  return token.accident === undefined ? undefined : 'serial-reported';
}

function instead({ t, say }: View, against: SentenceId): Html {
  const isForAdministrator = against === 'not-started' || against === 'no-settings';
  return html`<div class="notice refused" role="alert">
      <p>${say(against)}</p>
      ${
        isForAdministrator
          ? html`<p>
              ${t(
                '特定取引（振込等）を行うには、管理者の方が管理者ログインより、利用開始とトークンの利用登録を行ってください。',
                'For transfers and the like the administrator logs in, begins the use of one-time passwords and registers a token.',
              )}
            </p>`
          : ''
      }
    </div>
    <p class="buttons start">
      <a class="button" href="/user">${t('戻る', 'Back')}</a>
      ${isForAdministrator ? html`<a class="button" href="/admin/login">${t('管理者ログイン', 'Administrator login')}</a>` : ''}
    </p>`;
}
