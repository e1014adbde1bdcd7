import { html } from 'hono/html';
import type { ContractView } from '../../domain/views.ts';
import type { Html, View } from '../view.ts';
import { lockName, modeName } from '../words.ts';
import type { ConsolePage } from './console-page.ts';
import { currentTokens } from './token-table.ts';
import { troubles } from './troubles.ts';

/** メイン. */
export const mainPage: ConsolePage = {
  path: '/admin',
  title: ({ t }) => t('メイン', 'Main'),
  body: (view, contract) => {
    const { t } = view;
    return html`${contract.mode === 'none' ? toBegin(view) : ''} ${troubles(view, contract)}
      <section class="panel" aria-labelledby="state">
        <h2 id="state">${t('ワンタイムパスワードのご利用状況', 'One-time passwords')}</h2>
        <dl class="facts">
          <dt>${t('現在の設定', 'Current setting')}</dt>
          <dd>${modeName(view, contract.mode)}</dd>
          <dt>${t('利用中止', 'Suspended')}</dt>
          <dd>${lockWords(view, contract)}</dd>
        </dl>
        ${currentTokens(view, contract)}
      </section>`;
  },
};

/** ご契約先管理情報変更, for those whose finger cannot hover over a menu. */
export const contractPage: ConsolePage = {
  path: '/admin/contract',
  title: ({ t }) => t('ご契約先管理情報変更', 'Contract administration'),
  body: ({ t }) =>
    html`<ul class="choices">
      <li>
        <a href="/admin/users">${t('利用者情報登録/変更', 'Register or change users')}</a>
        <p>
          ${t(
            '利用者の情報とワンタイムパスワードの設定を行います。',
            'The users, and their one-time passwords.',
          )}
        </p>
      </li>
    </ul>`,
};

export function lockWords(view: View, contract: ContractView): string {
  const kinds = new Set(contract.locks.map(({ kind }) => kind));
  return kinds.size === 0
    ? view.t('なし', 'No')
    : [...kinds].map((kind) => lockName(view, kind)).join(view.t('、', ', '));
}

function toBegin({ t, say }: View): Html {
  return html`<div class="notice" role="status">
    <p>${say('not-started')}</p>
    <p>
      <a href="/admin/users">${t('利用者情報登録/変更へ', 'To the users')}</a>
    </p>
  </div>`;
}
