import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import type { ContractView } from '../../domain/views.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { challengeField } from '../challenge-field.ts';
import {
  buttons,
  codeField,
  confirmationField,
  field,
  fieldError,
  formError,
  keyboardButton,
  type Shown,
} from '../fields.ts';
import { scrollable } from '../scrollable.ts';
import type { Html, View } from '../view.ts';
import { modeName } from '../words.ts';
import type { ConsolePage } from './console-page.ts';
import { currentName, currentToken, serialOf, tokenOfUser } from './token-table.ts';

/** 利用登録. It says nothing when it is done: the new serial is what tells. */
export function registerPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/register',
    hint: 'check-current-token',
    title: ({ t }) => t('トークン情報の利用登録', 'Register a token'),
    elsewhere: ({ mode }) => (mode === 'none' ? '/admin/otp/start' : undefined),
    act: (actor, form, challenge) => {
      const mode = form.get('mode');
      return desk.register(actor, {
        serial: form.get('serial'),
        code: form.get('code'),
        confirmation: form.get('confirmation'),
        userIds: form.all('user'),
        ...(mode === 'same' || mode === 'different' ? { mode } : {}),
        ...(challenge === undefined ? {} : { challenge }),
      });
    },
    body: (view, contract, shown) => {
      const { t, say } = view;
      return html`${formError(view, shown, ['serial', 'code', 'confirmation', 'users'])}
        <form method="post" class="card-form" novalidate>
          ${view.hidden()}
          <input type="hidden" name="mode" value="${contract.mode}" />
          <dl class="facts">
            <dt>${t('現在の設定', 'Current setting')}</dt>
            <dd>${modeName(view, contract.mode)}</dd>
          </dl>
          ${
            contract.mode === 'different'
              ? forUsers(view, contract, shown)
              : currentToken(view, contract)
          }
          ${field(view, shown, {
            name: 'serial',
            label: t('シリアル番号', 'Serial number'),
            hint: t(
              'ハードウェアトークンは裏面、ソフトウェアトークンはアプリ画面の番号',
              'On the back of a hardware token; on the screen of the app',
            ),
            maxlength: 80,
          })}
          ${challengeField(view, contract.challengeDigits)} ${codeField(view, shown)}
          ${confirmationField(view, shown)} ${keyboardButton(view)}
          <p class="hint">⚠ ${say('no-message-after-registration')}</p>
          ${buttons(
            view,
            'OK',
            html`<a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>`,
          )}
        </form>`;
    },
  };
}

/** トークンを登録する利用者の選択欄へチェックをいれます。 */
function forUsers(view: View, contract: ContractView, shown: Shown): Html {
  const { t } = view;
  const isWrong = fieldError(view, 'users', shown) !== '';
  return html`<fieldset class="users${isWrong ? ' wrong' : ''}">
    <legend>${t('トークンを登録する利用者', 'User for whom the token is registered')}</legend>
    ${fieldError(view, 'users', shown)}
    ${scrollable(
      t('利用者', 'Users'),
      html`
        <table id="current">
          <thead>
            <tr>
              <th scope="col">${t('選択', 'Choose')}</th>
              <th scope="col">${t('利用者', 'User')}</th>
              <th scope="col">${currentName(view)}</th>
            </tr>
          </thead>
          <tbody>
            ${contract.users.map(({ userId, name }) =>
              userRow(view, {
                userId,
                name,
                isChosen: isChosen(shown.typed, userId),
                serial: serialOf(view, tokenOfUser(contract, userId)),
              }),
            )}
          </tbody>
        </table>
      `,
    )}
  </fieldset>`;
}

interface UserRow {
  readonly userId: string;
  readonly name: string;
  readonly isChosen: boolean;
  readonly serial: Html;
}

function userRow({ t }: View, { userId, name, isChosen: checked, serial }: UserRow): Html {
  return html`<tr>
    <td class="tick">
      <input
        type="checkbox"
        name="user"
        value="${userId}"
        aria-label="${t(`${name}を選択`, `Choose ${name}`)}"
        ${checked ? html`checked` : ''}
      />
    </td>
    <th scope="row">${name} <small>${userId}</small></th>
    <td>${serial}</td>
  </tr>`;
}

function isChosen(typed: FormFields | undefined, userId: string): boolean {
  return typed?.all('user').includes(userId) ?? false;
}
