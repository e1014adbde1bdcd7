import { html } from 'hono/html';
import type { FormKind } from '../../domain/forms.ts';
import type { Html, View } from '../view.ts';
import type { ConsolePage } from './console-page.ts';

type Told = readonly [ja: string, en: string];

interface Paper {
  readonly kind: FormKind;
  readonly name: Told;
  readonly when: Told;
  readonly then: Told;
}

const PAPERS: readonly Paper[] = [
  {
    kind: 'token-application',
    name: ['ハードウェアトークン申込書', 'Application for a hardware token'],
    when: ['ハードウェアトークンを利用するとき。', 'To use a hardware token.'],
    then: [
      'トークンを郵送します。専用端末の郵送到着後ご設定ください。',
      'A token is sent by mail. Set it up after it has arrived.',
    ],
  },
  {
    kind: 'release',
    name: ['停止・解除依頼書', 'Stop/release request form'],
    when: [
      '当金庫で停止したトークンを解除するとき、または管理者ログインが利用中止となったとき。',
      'When the bank has stopped a token, or the login of the administrator is suspended.',
    ],
    then: [
      '利用中止・事故設定を解除します。トークンの利用登録はそのまま残ります。',
      'Suspensions and accident settings are lifted. Registrations stay.',
    ],
  },
  {
    kind: 'termination',
    name: ['ワンタイムパスワード利用解約依頼書', 'Termination request form'],
    when: [
      'お手続きされていないトークンによりロックがかかったとき、またはワンタイムパスワードのご利用を解約するとき。',
      'When a token that was not registered has locked the contract, or to end the use of one-time passwords for good.',
    ],
    then: [
      'ワンタイムパスワードの設定が全て解除されます。引き続きご利用の場合は、利用開始からやり直してください。',
      'All settings of one-time passwords are cleared. To go on, begin their use anew.',
    ],
  },
];

/** 書面によるお手続き: what cannot be done here, and which paper the branch wants. */
export const paperPage: ConsolePage = {
  path: '/admin/paper',
  title: ({ t }) => t('書面によるお手続き', 'What is done on paper'),
  scripts: ['print-button.js'],
  body: (view, { contractId, bankCode, name }) => {
    const { t } = view;
    return html`<p>
        ${t(
          '次のお手続きは、書面をお取引店へご提出ください。',
          'For these, hand in the form at your branch.',
        )}
      </p>
      ${PAPERS.map((paper) => section(view, paper))}
      <section class="plain">
        <h2>${t('書面にご記入いただく内容', 'What to write on the form')}</h2>
        <dl class="facts">
          <dt>${t('契約者ID（利用者番号）', 'Contract ID (user number)')}</dt>
          <dd class="number">${contractId}</dd>
          <dt>${t('金融機関コード', 'Bank code')}</dt>
          <dd class="number">${bankCode}</dd>
          <dt>${t('ご契約先', 'Contract')}</dt>
          <dd>${name}</dd>
        </dl>
        <p class="buttons start">
          <a class="button" href="/admin">${t('戻る', 'Back')}</a>
          <button type="button" class="quiet" data-print hidden>${t('印刷', 'Print')}</button>
        </p>
      </section>`;
  },
};

function section({ t }: View, { kind, name, when, then }: Paper): Html {
  return html`<section class="plain" id="${kind}">
    <h2>${t(...name)}</h2>
    <p>${t(...when)}</p>
    <p>${t(...then)}</p>
  </section>`;
}
