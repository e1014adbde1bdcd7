import { html } from 'hono/html';
import type { UserHome } from '../../domain/views.ts';
import { serialOf } from '../console/token-table.ts';
import type { Html, View } from '../view.ts';
import { modeName } from '../words.ts';

export function homeBody(view: View, home: UserHome): Html {
  const { t, say } = view;
  const { lock, mode, token } = home;
  const sentence =
    lock === undefined
      ? undefined
      : lock.kind === 'codes'
        ? 'suspended'
        : 'suspended-by-unregistered';
  return html`${
      sentence === undefined
        ? ''
        : html`<div class="notice refused" role="alert"><p>${say(sentence)}</p></div>`
    }
    <section class="panel">
      <dl class="facts">
        <dt>${t('契約者ID（利用者番号）', 'Contract ID (user number)')}</dt>
        <dd class="number">${home.contractId}</dd>
        <dt>${t('利用者', 'User')}</dt>
        <dd>${home.name} <small>${home.userId}</small></dd>
        <dt>${t('ワンタイムパスワードの利用形態', 'One-time passwords')}</dt>
        <dd>${modeName(view, mode)}</dd>
        <dt>${t('トークン（シリアル番号）', 'Token (serial number)')}</dt>
        <dd>${serialOf(view, token)}</dd>
      </dl>
      <p class="buttons start">
        <a class="button primary" href="/user/transfer">${t('特定取引（振込等）', 'Transfer')}</a>
        <a class="button" href="/user/transactions">${t('取引一覧', 'Transactions')}</a>
      </p>
    </section>`;
}
