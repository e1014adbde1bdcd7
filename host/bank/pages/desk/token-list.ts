import { html } from 'hono/html';
import type { TokenView } from '../../domain/views.ts';
import { scrollable } from '../scrollable.ts';
import type { Html, View } from '../view.ts';
import { reasonName, seenState, tokenKind, tokenState } from '../words.ts';

export function tokenTable(view: View, tokens: readonly TokenView[]): Html {
  const { t } = view;
  if (tokens.length === 0) {
    return html`<p class="none">${t('トークンはありません。', 'There are no tokens.')}</p>`;
  }
  return scrollable(
    t('トークン', 'Tokens'),
    html`
      <table>
        <thead>
          <tr>
            <th scope="col">${t('シリアル番号', 'Serial number')}</th>
            <th scope="col">${t('種類', 'Kind')}</th>
            <th scope="col">${t('状態', 'State')}</th>
            <th scope="col">${t('契約者ID', 'Contract')}</th>
            <th scope="col">${t('最終使用', 'Last used')}</th>
          </tr>
        </thead>
        <tbody>
          ${tokens.map(
            (token) =>
              html`<tr>
                <th scope="row">
                  <a class="number" href="/desk/tokens/${token.serial}">${token.serial}</a>
                </th>
                <td>${tokenKind(view, token.kind)}</td>
                <td>${stateOf(view, token)}</td>
                <td class="number">${token.contractId ?? ''}</td>
                <td>${token.acceptedAt === undefined ? '' : view.time(token.acceptedAt)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `,
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
