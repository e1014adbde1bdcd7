import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { OperatorActor } from '../../domain/actor.ts';
import type { OperatorDesk } from '../../domain/bank.ts';
import type { FormKind, PaperForm } from '../../domain/forms.ts';
import { isContractId, isFormNumber, isUserId } from '../../domain/ids.ts';
import type { Reply } from '../../domain/reply.ts';
import type { FormFields } from '../../web/form-fields.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { radios } from '../choices.ts';
import { buttons, field, formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { atField } from './at-field.ts';
import { answerDesk, carryOut } from './desk-page.ts';

const KINDS: Readonly<Record<FormKind, readonly [ja: string, en: string]>> = {
  'token-application': [
    'ハードウェアトークン申込書（トークンを1本割り当てます）',
    'Application for a hardware token (one is put aside)',
  ],
  termination: [
    'ワンタイムパスワード利用解約依頼書（設定が全て解除されます）',
    'Termination request (all settings are cleared)',
  ],
  release: [
    '停止・解除依頼書（利用中止・事故設定を解除します）',
    'Stop/release request (lifts suspensions and accident settings)',
  ],
};

type Taken = Reply<{ readonly serial?: string }>;

/** 書面の受付. */
export function formPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Taken>();
  app.get(
    '/desk/forms',
    forOperator((context, actor) =>
      answerDesk(pages, context, actor, (view) => ({
        title: view.t('書面の受付', 'Paper forms'),
        body: body(view, pages.refused.take(context), context.req.query('contract') ?? ''),
      })),
    ),
  );
  app.post(
    '/desk/forms',
    forOperator((context, actor) =>
      carryOut(pages, context, {
        sent,
        work: () => take(operator, actor, formOf(context.var.form)),
        then: (reply) =>
          reply.outcome === 'done' && reply.serial !== undefined
            ? `/desk/tokens/${reply.serial}`
            : `/desk/contracts/${context.var.form.get('contractId').trim()}`,
      }),
    ),
  );
}

/** With what the clerk can do about a refusal. */
async function take(operator: OperatorDesk, actor: OperatorActor, form: PaperForm): Promise<Taken> {
  const reply = await operator.takeForm(actor, form);
  const byPaper = atField(reply, 'suspended-by-unregistered', [['termination-wanted', false]]);
  return atField(byPaper, 'form-form', [
    ['form-number-form', isFormNumber(form.formNumber)],
    ['contract-id-form', isContractId(form.contractId)],
    ['user-id-form', form.userId === undefined || isUserId(form.userId)],
    ['serial-form', false],
  ]);
}

function formOf(fields: FormFields): PaperForm {
  const [userId, serial] = [fields.get('userId').trim(), fields.get('serial').trim()];
  return {
    kind: kindOf(fields.get('kind')),
    formNumber: fields.get('formNumber').trim(),
    contractId: fields.get('contractId').trim(),
    ...(userId === '' ? {} : { userId }),
    ...(serial === '' ? {} : { serial }),
  };
}

function kindOf(text: string): FormKind {
  return text === 'termination' || text === 'release' ? text : 'token-application';
}

function body(view: View, shown: Shown, contractId: string): Html {
  const { t } = view;
  const kind = kindOf(shown.typed?.get('kind') ?? '');
  return html`${formError(view, shown, ['contractId', 'userId', 'serial', 'formNumber'])}
    <form method="post" action="/desk/forms" class="card-form" novalidate>
      ${view.hidden()}
      ${radios(
        'kind',
        t('書面の種類', 'Kind of form'),
        (['token-application', 'termination', 'release'] as const).map((value) => ({
          value,
          label: t(...KINDS[value]),
          isChosen: value === kind,
        })),
      )}
      ${field(view, shown, {
        name: 'formNumber',
        label: t('書面番号', 'Number of the form'),
        hint: t('同じ書面は2度受け付けられません。', 'The same form counts once.'),
        maxlength: 32,
      })}
      ${field(view, shown, {
        name: 'contractId',
        label: t('契約者ID（利用者番号）', 'Contract ID (user number)'),
        isNumeric: true,
        maxlength: 10,
        value: contractId,
      })}
      ${field(view, shown, {
        name: 'userId',
        label: t('利用者ID（停止・解除依頼書のみ、任意）', 'User ID (release only, optional)'),
        isOptional: true,
        maxlength: 20,
      })}
      ${field(view, shown, {
        name: 'serial',
        label: t('シリアル番号（申込書・停止・解除依頼書、任意）', 'Serial number (optional)'),
        isOptional: true,
        maxlength: 80,
      })}
      ${buttons(view, t('受付', 'Take the form'))}
    </form>`;
}
