import { randomInt } from 'node:crypto';
import { html } from 'hono/html';
import type { Challenge } from '../verify/code-source.ts';
import type { Visit } from '../web/visit.ts';
import type { Html, View } from './view.ts';

const DIGITS = /^[0-9]{1,8}$/;

/** The challenge that a visitor is shown; the same one until he sends a code. */
export function challengeOf(visit: Visit, digits: number): string {
  const { data } = visit;
  const before = data?.['challenge'];
  if (before?.length === digits) return before;
  const challenge = Array.from({ length: digits }, () => String(randomInt(10))).join('');
  if (data !== undefined) visit.keep({ ...data, challenge });
  return challenge;
}

/** The challenge that was shown to the visitor, which counts once. */
export function takeChallenge(visit: Visit): Challenge | undefined {
  if (visit.data === undefined) return undefined;
  const { challenge, ...rest } = visit.data;
  if (challenge === undefined || !DIGITS.test(challenge)) return undefined;
  visit.keep(rest);
  return { question: challenge };
}

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
