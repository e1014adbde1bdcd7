import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { EndingToken } from '../../domain/views.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { select } from '../choices.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import { bankDay } from '../show-time.ts';
import { dataTable } from '../data-table.ts';
import type { Html, View } from '../view.ts';
import { tokenState } from '../words.ts';
import { answerDesk } from './desk-page.ts';

const DAYS = [30, 91, 182, 365, 730] as const;
const QUARTER = 91;

/** Fobs that are to be replaced soon, the surest end first. */
export function endingPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get(
    '/desk/ending',
    forOperator(async (context, actor) => {
      const days = DAYS.find((known) => String(known) === context.req.query('days')) ?? QUARTER;
      const tokens = await pages.bank.operator.ending(actor, days);
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('交換予定のトークン', 'Fobs to be replaced'),
        body: html`<form method="get" class="filter">
            ${select(
              'days',
              view.t('期間', 'Within'),
              DAYS.map((value) => ({
                value: String(value),
                label: view.t(`${value}日以内`, `${value} days`),
                isChosen: value === days,
              })),
            )}
            <button>${view.t('表示', 'Show')}</button>
          </form>
          ${table(view, tokens)}`,
      }));
    }),
  );
}

const REASONS: Readonly<Record<EndingToken['reasons'][number], readonly [string, string]>> = {
  presses: ['使用回数', 'presses'],
  age: ['使用年数', 'age'],
  reported: ['電池切れの表示', 'low battery told'],
  clock: ['時計の乱れ', 'clock'],
  expiry: ['更新予定日', 'date on its back'],
};

function table(view: View, tokens: readonly EndingToken[]): Html {
  const { t } = view;
  if (tokens.length === 0) {
    return html`<p class="none">${t('該当するトークンはありません。', 'There are none.')}</p>`;
  }
  return dataTable(
    t('交換予定のトークン', 'Fobs to be replaced'),
    [
      { head: t('シリアル番号', 'Serial number'), look: 'number' },
      { head: t('契約者ID', 'Contract'), look: 'number' },
      { head: t('状態', 'State') },
      { head: t('見込み', 'Odds'), look: 'amount' },
      { head: t('理由', 'Reasons') },
      { head: t('更新予定日', 'Date on its back') },
    ],
    tokens.map(({ serial, contractId, state, odds, reasons, expiresAt }) => [
      html`<a href="/desk/tokens/${serial}">${serial}</a>`,
      contractId ?? '',
      tokenState(view, state),
      `${String(Math.round(odds * 100))}%`,
      reasons.map((reason) => t(...REASONS[reason])).join(t('、', ', ')),
      expiresAt === undefined ? '' : bankDay(expiresAt),
    ]),
  );
}
