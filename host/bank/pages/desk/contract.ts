import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { OperatorActor } from '../../domain/actor.ts';
import type { ContractView } from '../../domain/views.ts';
import { isName, isUserId } from '../../domain/ids.ts';
import type { Reply } from '../../domain/reply.ts';
import { isConfirmation } from '../../domain/typed-text.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { currentTokens } from '../console/token-table.ts';
import { buttons, field, formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, PageContext, View } from '../view.ts';
import { holderName, lockName, modeName, tokenState, withId } from '../words.ts';
import { loginMethodName } from './contracts.ts';
import { atField } from './at-field.ts';
import { answerDesk, carryOut } from './desk-page.ts';
import { tokenTable } from './token-list.ts';
import { noSuch } from './no-such.ts';

/** One contract: its users, tokens and suspensions; a user more; the customer card. */
export function contractPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Reply>();
  app.get(
    '/desk/contracts/:id',
    forOperator((context, actor) => page(pages, context, actor)),
  );
  app.post(
    '/desk/contracts/:id',
    forOperator((context, actor) => {
      const { form } = context.var;
      const contractId = context.req.param('id') ?? '';
      const user = {
        userId: form.get('userId').trim(),
        name: form.get('name').trim(),
        password: form.get('password'),
      };
      const work = async (): Promise<Reply> =>
        atField(await operator.addUser(actor, contractId, user), 'contract-form', [
          ['user-id-form', isUserId(user.userId)],
          ['user-name-form', isName(user.name)],
          ['user-password-form', isConfirmation(user.password)],
          ['user-exists', false],
        ]);
      return carryOut(pages, context, { sent, work, then: () => `/desk/contracts/${contractId}` });
    }),
  );
}

async function page(pages: Pages, context: PageContext, actor: OperatorActor): Promise<Response> {
  const { operator } = pages.bank;
  const contractId = context.req.param('id') ?? '';
  const contract = await operator.contract(actor, contractId);
  if (contract === undefined) return await noSuch(pages, context, actor, 'contract-unknown');
  const tokens = await operator.tokens(actor, contractId);
  const shown = pages.refused.take(context);
  return await answerDesk(pages, context, actor, (view) => ({
    title: contract.name,
    body: html`${facts(view, contract)} ${currentTokens(view, contract)}
      <section>
        <h2>${view.t('契約のトークン', 'All tokens of the contract')}</h2>
        ${tokenTable(view, tokens, true)}
      </section>
      ${addUser(view, shown)}`,
  }));
}

function facts(view: View, contract: ContractView): Html {
  const { t } = view;
  const stopped = [
    ...(contract.suspended
      ? [t('管理者のログイン利用中止', 'Login of the administrator suspended')]
      : []),
    ...contract.users
      .filter((user) => user.suspended)
      .map(({ name }) => t(`${name}のログイン利用中止`, `Login of ${name} suspended`)),
    ...contract.locks.map(
      ({ holder, kind }) =>
        `${holderName(view, contract, holder)}${t('：', ': ')}${lockName(view, kind)}`,
    ),
    ...contract.tokens
      .filter(({ accident }) => accident !== undefined)
      .map(({ serial }) => `${serial}${t('：', ': ')}${tokenState(view, 'accident')}`),
  ];
  return html`<section class="panel">
    <dl class="facts">
      <dt>${t('契約者ID（利用者番号）', 'Contract ID (user number)')}</dt>
      <dd class="number">${contract.contractId}</dd>
      <dt>${t('金融機関コード', 'Bank code')}</dt>
      <dd class="number">${contract.bankCode}</dd>
      <dt>${t('認証方式', 'Login method')}</dt>
      <dd>${loginMethodName(view, contract)}</dd>
      <dt>${t('利用形態', 'Usage mode')}</dt>
      <dd>${modeName(view, contract.mode)}</dd>
      <dt>${t('状態', 'State')}</dt>
      <dd>${stopped.length === 0 ? t('正常', 'In use') : stopped.join(t('、', ', '))}</dd>
      <dt>${t('利用者', 'Users')}</dt>
      <dd>
        ${contract.users.map(({ userId, name }) => withId(view, name, userId)).join(t('、', ', '))}
      </dd>
    </dl>
    <p class="buttons start">
      <a class="button primary" href="/desk/contracts/${contract.contractId}/card"
        >${t('お客様カードの印刷', 'Print the customer card')}</a
      >
      <a class="button" href="/desk/forms?contract=${contract.contractId}"
        >${t('書面の受付', 'Take a form')}</a
      >
    </p>
  </section>`;
}

function addUser(view: View, shown: Shown): Html {
  const { t } = view;
  return html`<section>
    <h2>${t('利用者の追加', 'Add a user')}</h2>
    ${formError(view, shown, ['userId', 'name', 'password'])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
      ${field(view, shown, { name: 'userId', label: t('利用者ID', 'User ID'), maxlength: 20 })}
      ${field(view, shown, { name: 'name', label: t('利用者名', 'Name'), maxlength: 60 })}
      ${field(view, shown, {
        name: 'password',
        label: t('利用者暗証番号', 'User password'),
        hint: t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits'),
        isSecret: true,
        autocomplete: 'new-password',
      })}
      ${buttons(view, t('追加', 'Add'))}
    </form>
  </section>`;
}
