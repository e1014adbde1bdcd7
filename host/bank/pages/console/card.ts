import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { AdministratorActor } from '../../domain/actor.ts';
import type { Reply } from '../../domain/reply.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { buttons, fieldError, formError, keyboardButton } from '../fields.ts';
import { leaveFlash } from '../flash.ts';
import { answer } from '../layout.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forAdministrator, once, over } from '../roles.ts';
import { type Html, type PageContext, viewOf } from '../view.ts';

/** E: 確認用パスワード, by two positions of the customer card. */
export function cardPages(app: Hono<WebEnv>, pages: Pages): void {
  const sent = new Once<Reply>();
  app.get(
    '/admin/card',
    forAdministrator(pages, 'card', (context, actor) => page(pages, context, actor)),
  );
  app.post(
    '/admin/card',
    forAdministrator(
      pages,
      'card',
      async (context, actor) => {
        const { form, visit } = context.var;
        const reply = await once(sent, context, () =>
          pages.bank.login.answerCard(actor.session, [form.get('cell1'), form.get('cell2')]),
        );
        if (reply.outcome === 'done') return context.redirect('/admin/notice', 303);
        if (reply.sentence === 'session-over') return over(context, 'administrator');
        if (reply.sentence === 'out-of-order') {
          leaveFlash(visit, reply);
          return context.redirect('/admin', 303);
        }
        return pages.refused.show(context, reply);
      },
      sent,
    ),
  );
}

async function page(
  pages: Pages,
  context: PageContext,
  actor: AdministratorActor,
): Promise<Response> {
  const view = viewOf(pages, context);
  const { t } = view;
  const shown = pages.refused.take(context);
  const question = (await pages.bank.login.session(actor.session))?.question;
  const isWrong = fieldError(view, 'cells', shown) !== '';
  const cell = (symbol: string, index: number): Html =>
    html`<div class="cell">
      <label for="cell${index}">
        <span class="sr">${t('記号', 'Symbol')} </span><span class="symbol">${symbol}</span>
      </label>
      <input
        id="cell${index}"
        name="cell${index}"
        type="password"
        inputmode="numeric"
        autocomplete="off"
        maxlength="2"
        size="3"
        data-keys="digits"
        aria-required="true"
        ${isWrong ? html`aria-invalid="true" aria-describedby="cells-error"` : ''}
        ${isWrong && index === 1 ? html`autofocus` : ''}
      />
    </div>`;
  const form = html`<form method="post" class="card-form" novalidate>
    ${view.hidden()}
    <fieldset>
      <legend>
        ${t('ご契約先ワンタイムパスワード（確認用パスワード）', 'Card check characters (customer card)')}
      </legend>
      <p>
        ${t(
          'お手持ちの「お客様カード」に記載の〔E:確認用パスワード〕から、記号に対応する数字2桁を入力して、OKボタンを押してください。',
          'Enter the two digits that stand under each symbol in part E of your customer card, then press OK.',
        )}
      </p>
      <div class="cells">${question?.map((symbol, index) => cell(symbol, index + 1)) ?? ''}</div>
      ${fieldError(view, 'cells', shown)}
    </fieldset>
    ${keyboardButton(view)} ${buttons(view, 'OK')}
  </form>`;
  return answer(context, view, {
    title: t('ご契約先ワンタイムパスワード入力', 'Card check characters'),
    area: 'public',
    body: html`${formError(view, shown, ['cells'])} ${form}`,
  });
}
