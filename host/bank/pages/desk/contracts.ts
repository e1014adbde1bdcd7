import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { ContractList } from '../../domain/contract-page.ts';
import type { ContractView } from '../../domain/views.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { dataTable } from '../data-table.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { modeName, tokenState } from '../words.ts';
import {
  contractPage,
  contractsAfter,
  contractSearch,
  type ContractSearch,
  searchForm,
} from './contract-search.ts';
import { answerDesk } from './desk-page.ts';

const SHOWN = 100;

/** The desk's first page, and the list of contracts. */
export function contractListPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  app.get(
    '/desk',
    forOperator((context, actor) =>
      answerDesk(pages, context, actor, (view) => ({
        title: view.t('窓口', 'Desk'),
        body: duties(view),
      })),
    ),
  );
  app.get(
    '/desk/contracts',
    forOperator(async (context, actor) => {
      const search = contractSearch(context);
      const list = await operator.contracts(actor, contractPage(search, SHOWN));
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('契約', 'Contracts'),
        body: html`<p class="buttons start">
            <a class="button primary" href="/desk/contracts/new"
              >${view.t('契約の新規登録', 'Open a contract')}</a
            >
          </p>
          ${searchForm(view, search)} ${table(view, list)} ${further(view, list, search)}`,
      }));
    }),
  );
}

function duties({ t }: View): Html {
  const all = [
    [
      '/desk/contracts',
      t('契約', 'Contracts'),
      t('契約の登録、お客様カードの印刷', 'Open contracts, print customer cards'),
    ],
    [
      '/desk/forms',
      t('書面の受付', 'Paper forms'),
      t('申込書、利用解約依頼書、停止・解除依頼書', 'Applications, terminations, releases'),
    ],
    ['/desk/tokens', t('トークン', 'Tokens'), t('発送、郵送到着、廃棄', 'Send, arrive, scrap')],
    [
      '/desk/calls',
      t('紛失・盗難の連絡', 'Lost-token calls'),
      t('ただちに利用を停止', 'Stop a token at once'),
    ],
    [
      '/desk/ending',
      t('交換予定', 'Ending soon'),
      t('電池切れが近いトークン', 'Fobs near the end of their battery'),
    ],
    [
      '/desk/events',
      t('操作履歴', 'Events'),
      t('行われた操作の記録', 'What was done, as it happens'),
    ],
  ] as const;
  return html`<ul class="choices">
    ${all.map(
      ([path, name, what]) =>
        html`<li>
          <a href="${path}">${name}</a>
          <p>${what}</p>
        </li>`,
    )}
  </ul>`;
}

function further({ t }: View, { next }: ContractList, search: ContractSearch): Html | '' {
  if (next === undefined) return '';
  return html`<p class="buttons start">
    <a class="button quiet" href="${contractsAfter(search, next)}">${t('次の契約', 'Next')}</a>
  </p>`;
}

function table(view: View, { contracts }: ContractList): Html {
  const { t } = view;
  if (contracts.length === 0) {
    return html`<p class="none">${t('該当する契約はありません。', 'There are none.')}</p>`;
  }
  return dataTable(
    t('契約', 'Contracts'),
    [
      { head: t('契約者ID', 'Contract ID'), look: 'number' },
      { head: t('名称', 'Name') },
      { head: t('認証方式', 'Login') },
      { head: t('利用形態', 'Usage mode') },
      { head: t('利用者', 'Users'), look: 'amount' },
      { head: t('状態', 'State') },
    ],
    contracts.map((contract) => [
      html`<a href="/desk/contracts/${contract.contractId}">${contract.contractId}</a>`,
      contract.name,
      loginMethodName(view, contract),
      modeName(view, contract.mode),
      t(`${contract.users.length}名`, String(contract.users.length)),
      trouble(view, contract),
    ]),
  );
}

export function loginMethodName(
  { t }: View,
  { loginMethod }: Pick<ContractView, 'loginMethod'>,
): string {
  return loginMethod === 'certificate'
    ? t('電子証明書方式', 'Certificate')
    : t('IDパスワード方式', 'ID and password');
}

function trouble(view: View, contract: ContractView): Html | string {
  const { t } = view;
  const isSuspended =
    contract.suspended ||
    contract.locks.length > 0 ||
    contract.users.some(({ suspended }) => suspended);
  const isStopped = contract.tokens.some(({ accident }) => accident !== undefined);
  const all = [
    ...(isSuspended ? [t('利用中止', 'Suspended')] : []),
    ...(isStopped ? [tokenState(view, 'accident')] : []),
  ];
  return all.length === 0
    ? t('正常', 'In use')
    : html`${all.map((what) => html`<span class="badge bad">${what}</span> `)}`;
}
