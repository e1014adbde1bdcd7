import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { NewUser } from '../../domain/bank.ts';
import type { LoginMethod } from '../../domain/contract.ts';
import { isContractId, isName } from '../../domain/ids.ts';
import type { Reply } from '../../domain/reply.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { isConfirmation } from '../../domain/typed-text.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { radios } from '../choices.ts';
import { buttons, confirmationField, field, formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { atField } from './at-field.ts';
import { answerDesk, carryOut } from './desk-page.ts';

const ROWS = 4;

/** Opens a contract with its users. */
export function newContractPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Reply>();
  app.get(
    '/desk/contracts/new',
    forOperator((context, actor) =>
      answerDesk(pages, context, actor, (view) => ({
        title: view.t('契約の新規登録', 'Open a contract'),
        body: form(view, pages.refused.take(context)),
      })),
    ),
  );
  app.post(
    '/desk/contracts/new',
    forOperator((context, actor) => {
      const fields = context.var.form;
      const contractId = fields.get('contractId').trim();
      const loginMethod: LoginMethod =
        fields.get('method') === 'certificate' ? 'certificate' : 'id-password';
      const contract = {
        contractId,
        name: fields.get('name').trim(),
        loginMethod,
        loginCode: fields.get('loginCode'),
        confirmation: fields.get('confirmation'),
        users: usersOf(fields),
      };
      const work = async (): Promise<Reply> =>
        atField(await operator.openContract(actor, contract), 'contract-form', [
          ['contract-id-form', isContractId(contractId)],
          ['contract-name-form', isName(contract.name)],
          ['login-code-form', isConfirmation(contract.loginCode)],
          ['confirmation-form', isConfirmation(contract.confirmation)],
          ['contract-users-form', false],
        ]);
      return carryOut(pages, context, { sent, work, then: () => `/desk/contracts/${contractId}` });
    }),
  );
}

/** The rows in which something stands. */
function usersOf(fields: FormFields): readonly NewUser[] {
  const [names, passwords] = [fields.all('userName'), fields.all('userPassword')];
  return fields
    .all('newUser')
    .map((userId, at) => ({
      userId: userId.trim(),
      name: (names[at] ?? '').trim(),
      password: passwords[at] ?? '',
    }))
    .filter(({ userId, name, password }) => `${userId}${name}${password}` !== '');
}

function form(view: View, shown: Shown): Html {
  const { t } = view;
  const method = shown.typed?.get('method') ?? 'certificate';
  return html`${formError(view, shown, ['contractId', 'name', 'loginCode', 'confirmation'])}
    <form method="post" class="card-form wide" novalidate>
      ${view.hidden()}
      ${field(view, shown, {
        name: 'contractId',
        label: t('契約者ID（利用者番号）', 'Contract ID (user number)'),
        hint: t('数字6～10桁', '6 to 10 digits'),
        isNumeric: true,
        maxlength: 10,
      })}
      ${field(view, shown, { name: 'name', label: t('名称', 'Name'), maxlength: 60 })}
      ${radios('method', t('認証方式', 'Login method'), [
        {
          value: 'certificate',
          label: t('電子証明書方式', 'Certificate'),
          isChosen: method !== 'id-password',
        },
        {
          value: 'id-password',
          label: t('IDパスワード方式', 'ID and password'),
          isChosen: method === 'id-password',
        },
      ])}
      ${field(view, shown, {
        name: 'loginCode',
        label: t('ご契約先暗証番号', 'Login code'),
        hint: t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits'),
        isSecret: true,
        autocomplete: 'new-password',
      })}
      ${confirmationField(view, shown)}
      <fieldset>
        <legend>${t('利用者', 'Users')}</legend>
        ${Array.from({ length: ROWS }, (_, at) => userRow(view, at, shown.typed))}
      </fieldset>
      ${buttons(
        view,
        t('登録', 'Open'),
        html`<a class="button quiet" href="/desk/contracts">${t('戻る', 'Back')}</a>`,
      )}
    </form>`;
}

function userRow({ t }: View, at: number, typed: FormFields | undefined): Html {
  const input = (name: string, label: string, type: 'text' | 'password'): Html =>
    html`<label class="inline">
      <span>${label} ${at + 1}</span>
      <input
        type="${type}"
        name="${name}"
        autocomplete="${type === 'password' ? 'new-password' : 'off'}"
        value="${type === 'password' ? '' : (typed?.all(name)[at] ?? '')}"
      />
    </label>`;
  return html`<div class="row">
    ${input('newUser', t('利用者ID', 'User ID'), 'text')}
    ${input('userName', t('利用者名', 'Name'), 'text')}
    ${input('userPassword', t('利用者暗証番号', 'User password'), 'password')}
  </div>`;
}
