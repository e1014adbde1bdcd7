import { html } from 'hono/html';
import type { ContractView, CurrentToken } from '../../domain/views.ts';
import { dataTable } from '../data-table.ts';
import type { Html, View } from '../view.ts';
import { holderName, reasonName, tokenKind, tokenState } from '../words.ts';

/** 現在のトークン情報（シリアル番号）. */
export function currentTokens(view: View, contract: ContractView): Html {
  const { t } = view;
  const { mode, users } = contract;
  const rows =
    mode === 'different'
      ? users.map((user) => ({
          who: user.name,
          token: tokenOfUser(contract, user.userId),
        }))
      : [
          {
            who: holderName(view, contract, { kind: 'contract' }),
            token: tokenOfAll(contract),
          },
        ];
  return dataTable(
    currentName(view),
    [
      { head: t('利用者', 'User') },
      { head: t('シリアル番号', 'Serial number') },
      { head: t('種類', 'Kind') },
    ],
    rows.map(({ who, token }) => [
      who,
      serialOf(view, token),
      token === undefined ? '' : tokenKind(view, token.kind),
    ]),
    { id: 'current', hasCaption: true },
  );
}

/** The serial as it stands in tables; 未登録 without one. */
export function serialOf(view: View, token: CurrentToken | undefined): Html {
  if (token === undefined) return html`<span class="none">${view.t('未登録', 'none')}</span>`;
  const { serial, accident } = token;
  return html`<span class="number">${serial}</span> ${
      accident === undefined
        ? ''
        : html`<span class="badge bad"
            >${tokenState(view, 'accident')}${view.t('：', ': ')}${reasonName(view, accident.reason)}</span
          >`
    }`;
}

/** 現在のトークン情報（シリアル番号）, in mode `same`. */
export function currentToken(view: View, contract: ContractView): Html {
  return html`<dl class="facts" id="current">
    <dt>${currentName(view)}</dt>
    <dd>${serialOf(view, tokenOfAll(contract))}</dd>
  </dl>`;
}

export function currentName({ t }: View): string {
  return t('現在のトークン情報（シリアル番号）', 'Current token information (serial number)');
}

function tokenOfAll({ tokens }: ContractView): CurrentToken | undefined {
  return tokens.find(({ holder }) => holder.kind === 'contract');
}

/** The token of one user in mode `different`. */
export function tokenOfUser(contract: ContractView, userId: string): CurrentToken | undefined {
  return contract.tokens.find(({ holder }) => holder.kind === 'user' && holder.userId === userId);
}
