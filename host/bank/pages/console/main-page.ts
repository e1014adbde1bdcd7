import { html } from 'hono/html';
import type { ContractView } from '../../domain/views.ts';
import type { Html, View } from '../view.ts';
import { lockName, modeName, tokenState } from '../words.ts';
import type { ConsolePage } from './console-page.ts';
import { currentTokens } from './token-table.ts';
import { troubles } from './troubles.ts';

/** メイン. */
export const mainPage: ConsolePage = {
  path: '/admin',
  title: ({ t }) => t('メイン', 'Main'),
  body: (view, contract) => {
    const { t } = view;
    return html`${toDo(view, contract)} ${troubles(view, contract)}
      <section class="panel" aria-labelledby="state">
        <h2 id="state">${t('ワンタイムパスワードのご利用状況', 'One-time passwords')}</h2>
        <dl class="facts">
          <dt>${t('現在の設定', 'Current setting')}</dt>
          <dd>${modeName(view, contract.mode)}</dd>
          ${
            contract.mode === 'none'
              ? ''
              : html`<dt>${t('状態', 'State')}</dt>
                  <dd>${stoppedWords(view, contract)}</dd>`
          }
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

/** What is suspended or stopped, each kind once; else that it is in use. */
export function stoppedWords(view: View, contract: ContractView): string {
  const all = new Set(contract.locks.map(({ kind }) => lockName(view, kind)));
  if (contract.tokens.some(({ accident }) => accident !== undefined)) {
    all.add(tokenState(view, 'accident'));
  }
  return all.size === 0 ? view.t('正常', 'In use') : [...all].join(view.t('、', ', '));
}

function toDo(view: View, { mode, tokens }: ContractView): Html | '' {
  if (mode === 'none') return toBegin(view);
  return tokens.length === 0 ? toRegister(view) : '';
}

/** So it is after 利用開始, and after each change of the usage mode. */
function toRegister({ t, say }: View): Html {
  return html`<div class="notice warning" role="status">
    <p>
      ${say('no-token')}
      ${t('特定取引（振込等）を行うことができません。', 'Designated transactions (transfers and the like) cannot be made.')}
    </p>
    <p><a href="/admin/otp/register">${t('利用登録へ', 'Register a token')}</a></p>
  </div>`;
}

function toBegin({ t, say }: View): Html {
  return html`<div class="notice" role="status">
    <p>${say('not-started')}</p>
    <p>
      <a href="/admin/users">${t('利用者情報登録/変更へ', 'To the users')}</a>
    </p>
  </div>`;
}
