import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Reply } from '../../domain/reply.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { buttons, field, formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { reasonOf, reasons } from '../reasons.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { answerDesk, carryOut } from './desk-page.ts';

/** A customer calls: the token is lost or stolen. */
export function callPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Reply>();
  app.get(
    '/desk/calls',
    forOperator((context, actor) =>
      answerDesk(pages, context, actor, (view) => ({
        title: view.t('紛失・盗難の連絡', 'Lost-token calls'),
        body: body(view, pages.refused.take(context)),
      })),
    ),
  );
  app.post(
    '/desk/calls',
    forOperator((context, actor) => {
      const { form } = context.var;
      const work = async (): Promise<Reply> => {
        const reason = reasonOf(form.get('reason'));
        if (reason === undefined) return { outcome: 'refused', sentence: 'accident-reason-form' };
        const call = { serial: form.get('serial'), reason, remark: form.get('remark') };
        return await operator.reportCall(actor, call);
      };
      return carryOut(pages, context, {
        sent,
        work,
        then: () => `/desk/tokens/${encodeURIComponent(form.get('serial').trim())}`,
      });
    }),
  );
}

function body(view: View, shown: Shown): Html {
  const { t } = view;
  return html`<p>
      ${t('受付と同時に、トークンの利用を停止します。', 'The token is stopped at once.')}
    </p>
    ${formError(view, shown, ['serial', 'reason'])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
      ${field(view, shown, {
        name: 'serial',
        label: t('シリアル番号', 'Serial number'),
        maxlength: 80,
      })}
      ${reasons(view, shown, t('理由', 'Reason'))}
      ${field(view, shown, {
        name: 'remark',
        label: t('備考（任意）', 'Remark (optional)'),
        isOptional: true,
        maxlength: 200,
      })}
      ${buttons(view, t('利用停止', 'Stop the token'))}
    </form>`;
}
