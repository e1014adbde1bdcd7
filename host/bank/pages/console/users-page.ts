import { html } from 'hono/html';
import type { ContractView } from '../../domain/views.ts';
import { dataTable } from '../data-table.ts';
import type { Html, View } from '../view.ts';
import { modeName } from '../words.ts';
import type { ConsolePage } from './console-page.ts';
import { offersResync } from './offers-resync.ts';
import { stoppedWords } from './main-page.ts';
import { currentTokens } from './token-table.ts';
import { RESYNC } from './resync-page.ts';
import { EDIT } from './user-pages.ts';

/** 利用者情報選択, with ワンタイムパスワードの設定 behind its +. */
export const usersPage: ConsolePage = {
  path: '/admin/users',
  title: ({ t }) => t('利用者情報選択', 'Users'),
  body: (view, contract) => {
    const { t } = view;
    return html`<div class="folds">
      <details>
        <summary>${t('利用者情報の新規登録', 'New users')}</summary>
        <p class="buttons start">
          <a class="button" href="/admin/users/new">${t('新規登録', 'Register a user')}</a>
        </p>
      </details>
      <details>
        <summary>${t('利用者情報の編集', 'The users')}</summary>
        ${users(view, contract)}
      </details>
      <details ${view.flash === undefined ? '' : html`open`}>
        <summary>${t('ワンタイムパスワードの設定', 'One-time password settings')}</summary>
        ${contract.mode === 'none' ? start(view) : settings(view, contract)}
      </details>
    </div>`;
  },
};

function users({ t }: View, contract: ContractView): Html {
  return dataTable(
    t('利用者', 'Users'),
    [
      { head: t('利用者ID', 'User ID') },
      { head: t('利用者名', 'Name') },
      { head: t('状態', 'State') },
      { head: t('操作', 'Action') },
    ],
    contract.users.map(({ userId, name, suspended }) => [
      userId,
      name,
      suspended
        ? html`<span class="badge bad">${t('ログイン利用中止', 'Login suspended')}</span>`
        : t('利用可能', 'Active'),
      html`<a
        class="button small"
        href="${EDIT}${userId}"
        aria-label="${t(`${name}の編集`, `Change ${name}`)}"
        >${t('編集', 'Change')}</a
      >`,
    ]),
  );
}

function start(view: View): Html {
  const { t } = view;
  return html`<p>
      ${t(
        'ワンタイムパスワード認証をご利用になるには、利用開始操作が必要となります。',
        'To use one-time passwords, begin their use here.',
      )}
    </p>
    <p class="buttons start">
      <a class="button primary" href="/admin/otp/start">${t('利用開始', 'Begin use')}</a>
    </p>`;
}

function settings(view: View, contract: ContractView): Html {
  const { t } = view;
  const more = MORE.filter(([path]) => path !== RESYNC || offersResync(contract));
  return html`<ul class="marked">
      <li>
        ${t(
          'ワンタイムパスワード認証の利用形態を変更する場合は「変更」ボタンを押してください。',
          'To change the usage mode of one-time passwords press “Change”.',
        )}
      </li>
      <li>
        ${t(
          'トークン情報の利用登録を行う場合は、「利用登録」ボタンを、利用登録解除する場合は「利用登録解除」ボタンを押してください。',
          'To register a token press “Register”; to cancel a registration press “Cancel registration”.',
        )}
      </li>
    </ul>
    <dl class="facts">
      <dt>${t('現在の設定', 'Current setting')}</dt>
      <dd>
        ${modeName(view, contract.mode)}
        <a class="button small" href="/admin/otp/mode">${t('変更', 'Change')}</a>
      </dd>
      <dt>${t('状態', 'State')}</dt>
      <dd>${stoppedWords(view, contract)}</dd>
    </dl>
    <p class="buttons start">
      <a class="button primary" href="/admin/otp/register">${t('利用登録', 'Register')}</a>
      <a class="button" href="/admin/otp/cancel">${t('利用登録解除', 'Cancel registration')}</a>
    </p>
    ${currentTokens(view, contract)}
    <h2>${t('その他の操作', 'More')}</h2>
    <ul class="links">
      ${more.map(([path, ja, en]) => html`<li><a href="${path}">${t(ja, en)}</a></li>`)}
    </ul>`;
}

const MORE = [
  ['/admin/otp/app', 'ソフトウェアトークンの発行（QRコード）', 'Issue a software token (QR code)'],
  ['/admin/otp/unlock', '利用中止解除', 'Lift a suspension'],
  ['/admin/otp/accident', '事故設定', 'Accident setting (loss, theft)'],
  [RESYNC, '同期ズレ補正', 'Resynchronise'],
  ['/admin/otp/discontinue', '利用終了', 'Discontinue use'],
] as const;
