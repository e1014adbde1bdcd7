import { html } from 'hono/html';
import type { Claimed } from '../domain/bank.ts';
import { takeCode } from '../domain/typed-text.ts';
import { field, type Shown } from './fields.ts';
import type { ShownCertificate } from './page-options.ts';
import type { Html, View } from './view.ts';

/** Where the administrator chooses how to log in. */
export const LOGIN = '/admin/login';

/** 契約者ID as it is typed: full-width digits are taken as digits, as everywhere at the bank. */
export function claimedId(typed: string): Extract<Claimed, { readonly by: 'id' }> {
  return { by: 'id', contractId: takeCode(typed)?.text ?? typed };
}

export function claimedCertificate({ name, serial }: ShownCertificate): Claimed {
  return { by: 'certificate', certificateName: name, certificateSerial: serial };
}

export function loginField(view: View, shown: Shown): Html {
  return field(view, shown, {
    name: 'contractId',
    label: view.t('契約者ID（利用者番号）', 'Contract ID (user number)'),
    isNumeric: true,
    autocomplete: 'username',
    maxlength: 32,
  });
}

/** A user's certificate opens his own door and no other. */
export function notAdministrators({ t }: View): Html {
  return html`<div class="notice refused" role="alert">
      <p>
        ${t(
          'この電子証明書は利用者のものです。管理者のログインにはご利用いただけません。',
          'This is the certificate of a user. It does not log in administrators.',
        )}
      </p>
    </div>
    <p class="buttons">
      <a class="button quiet" href="${LOGIN}">${t('戻る', 'Back')}</a>
      <a class="button primary" href="/login">${t('利用者ログイン', 'User login')}</a>
    </p>`;
}

/** 《トラブルシューティング》 電子証明書の選択が表示されない場合. */
export function noCertificate({ t }: View, again: string): Html {
  return html`<div class="notice refused" role="alert">
      <p>${t('電子証明書が選択されていません。', 'No certificate was chosen.')}</p>
    </div>
    <section class="plain">
      <h2>${t('電子証明書の選択が表示されない場合', 'If you are not asked for a certificate')}</h2>
      <p>
        ${t(
          '他の電子証明書を選択後に電子証明書のリセットを行わず操作されている可能性があります。一度インターネットを見る画面（ブラウザ）を全て閉じてから再度操作してください。',
          'Another certificate may have been chosen before. Close all windows of the browser, then try again.',
        )}
      </p>
      <p class="buttons">
        <a class="button quiet" href="${LOGIN}">${t('戻る', 'Back')}</a>
        <a class="button primary" href="${again}">${t('再度操作する', 'Try again')}</a>
      </p>
    </section>`;
}
