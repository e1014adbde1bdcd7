import { html } from 'hono/html';
import type { Html, View } from './view.ts';

/** チャレンジ番号, for tokens that answer one. */
export function challengeField(view: View, digits: number | undefined): Html | '' {
  if (digits === undefined) return '';
  const { t } = view;
  return html`<dl class="facts">
      <dt>${t('チャレンジ番号', 'Challenge')}</dt>
      <dd class="number" data-challenge>${view.challenge(digits)}</dd>
    </dl>
    <p class="hint">
      ${t(
        'チャレンジ番号を入力するトークンの場合は、この番号をトークンに入力し、表示されたワンタイムパスワードを入力してください。',
        'If the token asks for a challenge, type this number into it and enter the one-time password that it shows.',
      )}
    </p>`;
}
