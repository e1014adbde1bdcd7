import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Reply } from '../../domain/reply.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { select } from '../choices.ts';
import { buttons, field, formError, type Shown } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, View } from '../view.ts';
import { reasonName } from '../words.ts';
import { answerDesk, carryOut } from './desk-page.ts';

/** A customer calls: the token is lost or stolen. */
export function callPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Reply>();
  const show = (shown: Shown): ReturnType<typeof forOperator> =>
    forOperator((context, actor) =>
      answerDesk(pages, context, actor, (view) => ({
        title: view.t('紛失・盗難の連絡', 'Lost calls'),
        body: body(view, shown),
        status: shown.refused === undefined ? 200 : 422,
      })),
    );
  app.get('/desk/calls', show({}));
  app.post(
    '/desk/calls',
    forOperator((context, actor) => {
      const { form } = context.var;
      const call = {
        serial: form.get('serial'),
        reason: form.get('reason') === 'theft' ? ('theft' as const) : ('loss' as const),
        remark: form.get('remark'),
      };
      return carryOut(sent, context, () => operator.reportCall(actor, call), {
        then: () => '/desk/calls',
        again: (shown) => show(shown)(context),
      });
    }),
  );
}

function body(view: View, shown: Shown): Html {
  const { t } = view;
  const reasons = (['loss', 'theft'] as const).map((reason) => ({
    value: reason,
    label: reasonName(view, reason),
    isChosen: shown.typed?.get('reason') === reason,
  }));
  return html`<p>
      ${t('受付と同時に、トークンの利用を停止します。', 'The token is stopped at once.')}
    </p>
    ${formError(view, shown, ['serial'])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
      ${field(view, shown, {
        name: 'serial',
        label: t('シリアル番号', 'Serial number'),
        maxlength: 80,
      })}
      ${select('reason', t('理由', 'Reason'), reasons)}
      ${field(view, shown, {
        name: 'remark',
        label: t('備考', 'Remark'),
        isOptional: true,
        maxlength: 200,
      })}
      ${buttons(view, t('利用停止', 'Stop the token'))}
    </form>`;
}
