import { html } from 'hono/html';
import type { TokenView } from '../../domain/views.ts';
import { dataTable } from '../data-table.ts';
import type { Html, View } from '../view.ts';
import { reasonName, seenState, tokenKind, tokenState } from '../words.ts';

/** `isOfOne`: all of one contract, which is not named then. */
export function tokenTable(view: View, tokens: readonly TokenView[], isOfOne = false): Html {
  const { t } = view;
  if (tokens.length === 0) {
    return html`<p class="none">${t('トークンはありません。', 'There are no tokens.')}</p>`;
  }
  const whose = isOfOne ? [] : [{ head: t('契約者ID', 'Contract'), look: 'number' as const }];
  return dataTable(
    t('トークン', 'Tokens'),
    [
      { head: t('シリアル番号', 'Serial number'), look: 'number' },
      { head: t('種類', 'Kind') },
      { head: t('状態', 'State') },
      { head: t('最終使用', 'Last used') },
      ...whose,
    ],
    tokens.map((token) => [
      html`<a href="/desk/tokens/${token.serial}">${token.serial}</a>`,
      tokenKind(view, token.kind),
      stateOf(view, token),
      token.acceptedAt === undefined ? '' : view.time(token.acceptedAt),
      token.contractId === undefined
        ? ''
        : html`<a href="/desk/contracts/${token.contractId}">${token.contractId}</a>`,
    ]),
  );
}

export function stateOf(view: View, token: TokenView): Html | string {
  const { accident } = token;
  const name = tokenState(view, seenState(token));
  if (accident === undefined) return name;
  return html`<span class="badge bad"
    >${name}${view.t('：', ': ')}${reasonName(view, accident.reason)}</span
  >`;
}
