import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import { field, type Shown } from '../fields.ts';
import type { FieldName } from '../sentence-fields.ts';
import type { Html, View } from '../view.ts';
import type { ConsolePage } from './console-page.ts';
import { settingsForm } from './settings-form.ts';

export const EDIT = '/admin/users/edit/';
const FIELDS: readonly FieldName[] = ['userId', 'name', 'password'];

/** 利用者情報の新規登録. */
export function newUserPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/users/new',
    then: '/admin/users',
    title: ({ t }) => t('利用者情報の新規登録', 'Register a user'),
    act: (actor, fields) =>
      desk.addUser(actor, fields.get('confirmation'), {
        userId: fields.get('userId').trim(),
        name: fields.get('name').trim(),
        password: fields.get('password'),
      }),
    body: (view, _contract, shown) => {
      const { t } = view;
      const own = html`${field(view, shown, {
        name: 'userId',
        label: t('利用者ID', 'User ID'),
        hint: t('半角英数字 1～20 文字', '1 to 20 half-width letters and digits'),
        maxlength: 20,
      })}
      ${nameField(view, shown, '')} ${passwordField(view, shown, false)}`;
      const send = t('登録', 'Register');
      return settingsForm(view, shown, own, { fields: FIELDS, send });
    },
  };
}

/** 利用者情報の編集: name and password of one user. */
export function editUserPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: `${EDIT}:userId`,
    then: '/admin/users',
    title: ({ t }) => t('利用者情報の編集', 'Change a user'),
    act: (actor, fields) => {
      const password = fields.get('password');
      return desk.changeUser(actor, fields.get('confirmation'), {
        userId: fields.get('userId'),
        name: fields.get('name').trim(),
        ...(password === '' ? {} : { password }),
      });
    },
    body: (view, { users }, shown) => {
      const { t, say } = view;
      const user = users.find(({ userId }) => view.path === EDIT + userId);
      if (user === undefined) {
        return html`<div class="notice refused" role="alert"><p>${say('user-unknown')}</p></div>`;
      }
      const own = html`<input type="hidden" name="userId" value="${user.userId}" />
        <dl class="facts">
          <dt>${t('利用者ID', 'User ID')}</dt>
          <dd>${user.userId}</dd>
        </dl>
        ${nameField(view, shown, user.name)} ${passwordField(view, shown, true)}`;
      return settingsForm(view, shown, own, { fields: FIELDS, send: t('変更', 'Change') });
    },
  };
}

function nameField(view: View, shown: Shown, value: string): Html {
  const label = view.t('利用者名', 'Name');
  return field(view, shown, { name: 'name', label, maxlength: 60, value });
}

function passwordField(view: View, shown: Shown, isOptional: boolean): Html {
  const { t } = view;
  const form = t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits');
  const stays = t('。変更しない場合は空欄のまま', '; empty: it stays as it is');
  return field(view, shown, {
    name: 'password',
    label: t('利用者暗証番号', 'User password'),
    hint: isOptional ? form + stays : form,
    isSecret: true,
    isOptional,
    autocomplete: 'new-password',
    keys: 'letters',
  });
}
