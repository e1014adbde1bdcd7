import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import { field, type Shown } from '../fields.ts';
import type { FieldName } from '../sentence-fields.ts';
import type { Html, View } from '../view.ts';
import type { ConsolePage } from './console-page.ts';
import { settingsForm } from './settings-form.ts';

const FIELDS = ['newLoginCode', 'newLoginCode2', 'newConfirmation', 'newConfirmation2'] as const;

/** ご契約先認証情報変更: ご契約先暗証番号 and ご契約先確認暗証番号; what is left empty stays. */
export function secretsPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/secrets',
    then: '/admin/secrets',
    title: ({ t }) => t('ご契約先認証情報変更', 'Change the passwords of the contract'),
    act: async (actor, form) => {
      const [loginCode, newConfirmation] = [form.get('newLoginCode'), form.get('newConfirmation')];
      if (loginCode !== form.get('newLoginCode2')) {
        return { outcome: 'refused', sentence: 'new-login-code-again' };
      }
      if (newConfirmation !== form.get('newConfirmation2')) {
        return { outcome: 'refused', sentence: 'new-confirmation-again' };
      }
      return await desk.changeSecrets(actor, {
        confirmation: form.get('confirmation'),
        ...(loginCode === '' ? {} : { loginCode }),
        ...(newConfirmation === '' ? {} : { newConfirmation }),
      });
    },
    body: (view, _contract, shown) => {
      const { t } = view;
      const own = html`<p>
          ${t('変更しない項目は空欄のままにしてください。', 'What is left empty stays as it is.')}
        </p>
        ${secret(view, shown, 'newLoginCode', t('新しいご契約先暗証番号', 'New login code'))}
        ${secret(
          view,
          shown,
          'newLoginCode2',
          t('新しいご契約先暗証番号（再入力）', 'New login code, again'),
        )}
        ${secret(
          view,
          shown,
          'newConfirmation',
          t('新しいご契約先確認暗証番号', 'New contract confirmation password'),
        )}
        ${secret(
          view,
          shown,
          'newConfirmation2',
          t('新しいご契約先確認暗証番号（再入力）', 'New contract confirmation password, again'),
        )}`;
      return settingsForm(view, shown, own, {
        fields: FIELDS,
        send: t('変更', 'Change'),
        back: '/admin',
      });
    },
  };
}

function secret(view: View, shown: Shown, name: FieldName, label: string): Html {
  return field(view, shown, {
    name,
    label,
    hint: view.t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits'),
    isSecret: true,
    isOptional: true,
    autocomplete: 'new-password',
    keys: 'letters',
  });
}
