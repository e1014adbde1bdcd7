import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { OperatorActor } from '../../domain/actor.ts';
import type { Reply } from '../../domain/reply.ts';
import type { TokenView } from '../../domain/views.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { select } from '../choices.ts';
import { formError } from '../fields.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import type { Html, PageContext, View } from '../view.ts';
import {
  isSeenState,
  SEEN_STATES,
  type SeenState,
  seenState,
  tokenKind,
  tokenState,
} from '../words.ts';
import { answerDesk, carryOut } from './desk-page.ts';
import { noSuch } from './no-such.ts';
import { stateOf, tokenTable } from './token-list.ts';

const MOST_SHOWN = 500;

/** Hardware tokens on their way from the cupboard to the customer. */
export function tokenPages(app: Hono<WebEnv>, pages: Pages): void {
  const { operator } = pages.bank;
  const sent = new Once<Reply>();
  app.get(
    '/desk/tokens',
    forOperator(async (context, actor) => {
      const wanted = context.req.query('state') ?? '';
      const state = isSeenState(wanted) ? wanted : undefined;
      const part = (context.req.query('serial') ?? '').normalize('NFKC').trim().slice(0, 80);
      const tokens = (await operator.tokens(actor)).filter(
        (token) =>
          (state === undefined || seenState(token) === state) &&
          token.serial.toUpperCase().includes(part.toUpperCase()),
      );
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('トークン', 'Tokens'),
        body: html`${filter(view, state, part)}
          <p class="hint">${howMany(view, tokens.length)}</p>
          ${tokenTable(view, tokens.slice(0, MOST_SHOWN))}`,
      }));
    }),
  );
  app.get(
    '/desk/tokens/:serial',
    forOperator((context, actor) => page(pages, context, actor)),
  );
  app.post(
    '/desk/tokens/:serial',
    forOperator((context, actor) =>
      carryOut(pages, context, {
        sent,
        work: () => act(pages, context, actor),
        then: () => `/desk/tokens/${encodeURIComponent(context.req.param('serial') ?? '')}`,
      }),
    ),
  );
}

function act(pages: Pages, context: PageContext, actor: OperatorActor): Promise<Reply> {
  const { operator } = pages.bank;
  const { form } = context.var;
  const serial = context.req.param('serial') ?? '';
  switch (form.get('action')) {
    case 'dispatch':
      return operator.dispatch(actor, serial);
    case 'arrive':
      return operator.arrive(actor, serial);
    case 'scrap':
      return operator.scrap(actor, serial, form.get('why'));
    default:
      return Promise.resolve({ outcome: 'refused', sentence: 'not-yours' });
  }
}

async function page(pages: Pages, context: PageContext, actor: OperatorActor): Promise<Response> {
  const token = await pages.bank.operator.token(actor, context.req.param('serial') ?? '');
  if (token === undefined) return await noSuch(pages, context, actor, 'token-unknown');
  const shown = pages.refused.take(context);
  return await answerDesk(pages, context, actor, (view) => ({
    title: token.serial,
    body: html`${formError(view, shown, [])} ${facts(view, token)} ${actions(view, token)}`,
  }));
}

function facts(view: View, token: TokenView): Html {
  const { t } = view;
  return html`<section class="panel">
    <dl class="facts">
      <dt>${t('種類', 'Kind')}</dt>
      <dd>${tokenKind(view, token.kind)}</dd>
      <dt>${t('状態', 'State')}</dt>
      <dd>${stateOf(view, token)}</dd>
      <dt>${t('契約者ID', 'Contract')}</dt>
      <dd>
        ${
          token.contractId === undefined
            ? t('なし', 'none')
            : html`<a class="number" href="/desk/contracts/${token.contractId}"
                >${token.contractId}</a
              >`
        }
      </dd>
      <dt>${t('最終使用', 'Last used')}</dt>
      <dd>${token.acceptedAt === undefined ? t('なし', 'never') : view.time(token.acceptedAt)}</dd>
      ${drift(view, token)}
      <dt>${t('続けて誤った回数', 'Wrong codes in a row')}</dt>
      <dd>${t(`${token.wrongInARow}回`, String(token.wrongInARow))}</dd>
    </dl>
  </section>`;
}

/** Of a fob with a clock in time, else in codes; the sign tells which way. */
function drift({ t }: View, { driftSteps, parameters }: TokenView): Html {
  const { stepSeconds } = parameters;
  const sign = driftSteps > 0 ? '+' : '';
  return stepSeconds === undefined
    ? html`<dt>${t('コードのずれ', 'Codes ahead or behind')}</dt>
        <dd>${sign}${driftSteps}${t('個', '')}</dd>`
    : html`<dt>${t('時刻のずれ', 'Clock ahead or behind')}</dt>
        <dd>${sign}${driftSteps * stepSeconds}${t('秒', ' s')}</dd>`;
}

function actions(view: View, token: TokenView): Html {
  const { t } = view;
  const step = (action: string, label: string): Html =>
    html`<form method="post">
      ${view.hidden()}
      <button name="action" value="${action}" class="primary">${label}</button>
    </form>`;
  return html`<div class="actions">
    ${
      token.state === 'assigned' && token.kind === 'hardware'
        ? step('dispatch', t('発送', 'Send'))
        : ''
    }
    ${token.state === 'dispatched' ? step('arrive', t('郵送着', 'Has arrived')) : ''}
    ${
      token.state === 'scrapped'
        ? ''
        : html`<form method="post" class="card-form">
            ${view.hidden()}
            <div class="field">
              <label for="why">${t('廃棄の理由', 'Why it is scrapped')}</label>
              <input id="why" name="why" maxlength="200" autocomplete="off" required />
            </div>
            <p class="buttons">
              <button name="action" value="scrap" class="danger">${t('廃棄', 'Scrap')}</button>
            </p>
          </form>`
    }
  </div>`;
}

function howMany({ t }: View, found: number): string {
  return found <= MOST_SHOWN
    ? t(`${found}件`, `${found} tokens`)
    : t(
        `${found}件のうち${MOST_SHOWN}件を表示しています。シリアル番号で絞り込んでください。`,
        `${MOST_SHOWN} of ${found} tokens: narrow them down by the serial number.`,
      );
}

function filter(view: View, current: SeenState | undefined, part: string): Html {
  const { t } = view;
  const all = { value: '', label: t('全て', 'All'), isChosen: current === undefined };
  const states = SEEN_STATES.map((state) => ({
    value: state,
    label: tokenState(view, state),
    isChosen: state === current,
  }));
  return html`<form method="get" class="filter">
    ${select('state', t('状態', 'State'), [all, ...states])}
    <div class="field">
      <label for="serial">${t('シリアル番号（一部でも可）', 'Serial number, or part of it')}</label>
      <input id="serial" name="serial" value="${part}" maxlength="80" autocomplete="off" />
    </div>
    <button>${t('表示', 'Show')}</button>
  </form>`;
}
