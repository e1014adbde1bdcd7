import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import type { SentenceId } from '../../domain/sentences.ts';
import { radios } from '../choices.ts';
import { fieldError } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { reasonOf, reasons } from '../reasons.ts';
import type { ConsolePage } from './console-page.ts';
import { troubles } from './troubles.ts';
import { settingsForm } from './settings-form.ts';
import { whose, whoseOf, whoseSuspension } from './whose.ts';

export const toStart: NonNullable<ConsolePage['elsewhere']> = ({ mode }) =>
  mode === 'none' ? '/admin/otp/start' : undefined;

/** 利用登録解除. */
export function cancelPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/cancel',
    then: '/admin/users',
    hint: 'check-current-token',
    title: ({ t }) => t('トークン情報の利用登録解除', 'Cancel the registration of a token'),
    elsewhere: toStart,
    act: (actor, form) => desk.cancel(actor, whoseOf(form)),
    body: (view, contract, shown) =>
      contract.tokens.length === 0
        ? instead(view, 'no-token')
        : settingsForm(view, shown, whose(view, contract, shown)),
  };
}

/** 利用中止解除: of wrong codes, and of a user's login; a form only where there is something to lift. */
export function unlockPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/unlock',
    then: '/admin/users',
    title: ({ t }) => t('利用中止解除', 'Lift a suspension'),
    act: (actor, fields) => desk.unlock(actor, whoseOf(fields)),
    body: (view, contract, shown) => {
      const suspended = whoseSuspension(view, contract, shown);
      const body =
        suspended === undefined
          ? html`${contract.locks.length > 0 ? '' : nothingToLift(view)} ${back(view)}`
          : settingsForm(view, shown, suspended);
      return html`${troubles(view, contract)} ${body}`;
    },
  };
}

function nothingToLift({ say }: View): Html {
  return html`<div class="notice" role="status"><p>${say('not-suspended')}</p></div>`;
}

/** Where a form would be for nothing: why, and the way back. */
export function instead(view: View, why: SentenceId): Html {
  return html`<div class="notice refused" role="alert"><p>${view.say(why)}</p></div>
    ${back(view)}`;
}

function back({ t }: View): Html {
  return html`<p class="buttons start">
    <a class="button" href="/admin/users">${t('戻る', 'Back')}</a>
  </p>`;
}

/** 事故設定, for loss and theft. */
export function accidentPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/accident',
    then: '/admin/otp/accident',
    title: ({ t }) => t('事故設定', 'Accident setting'),
    elsewhere: toStart,
    act: async (actor, fields) => {
      const action = fields.get('action');
      if (action === 'lift') return await desk.liftAccident(actor, whoseOf(fields));
      if (action !== 'set') return { outcome: 'refused', sentence: 'action-form' };
      const reason = reasonOf(fields.get('reason'));
      if (reason === undefined) return { outcome: 'refused', sentence: 'accident-reason-form' };
      return await desk.setAccident(actor, { ...whoseOf(fields), reason });
    },
    body: (view, contract, shown) => {
      const { t } = view;
      if (contract.tokens.length === 0) return instead(view, 'no-token');
      const action = shown.typed?.get('action');
      const actions = [
        { value: 'set', label: t('事故設定', 'Stop the token'), isChosen: action === 'set' },
        {
          value: 'lift',
          label: t('事故設定解除', 'Lift the setting'),
          isChosen: action === 'lift',
        },
      ];
      return html`<p>
          ${t(
            '紛失・盗難等により一時的に利用を停止する場合は、事故設定を行ってください。',
            'To stop a token for a time, since it was lost or stolen, make the accident setting.',
          )}
        </p>
        ${settingsForm(
          view,
          shown,
          html`${whose(view, contract, shown)}
          ${radios('action', t('操作', 'Action'), actions, fieldError(view, 'action', shown))}
          ${reasons(view, shown, t('理由（事故設定の場合）', 'Reason (to stop a token)'))}`,
          { fields: ['action', 'reason'] },
        )}`;
    },
  };
}

/** 利用中止: the settings go, the contract stays until paper ends it. */
export function discontinuePage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/discontinue',
    then: '/admin/users',
    title: ({ t }) => t('ワンタイムパスワードの利用終了', 'Discontinue one-time passwords'),
    elsewhere: toStart,
    act: (actor, fields) =>
      desk.discontinue(actor, fields.get('confirmation'), fields.get('confirmed') === 'yes'),
    body: (view, _contract, shown) => {
      const { t, say } = view;
      const isAsked = shown.refused?.sentence === 'discontinue-warning';
      const warning = html`<div class="notice warning"><p>${say('discontinue-warning')}</p></div>
        <p>
          ${t(
            'ワンタイムパスワードの利用終了の操作だけでは契約は解除されません。「ワンタイムパスワード利用解約依頼書」をご提出いただくまで契約状態となります。紛失・盗難等により一時的に利用を停止する場合は、事故設定を行ってください。',
            'This alone does not end the contract: it lasts until you hand in the termination request form. If a token was lost or stolen and is to be stopped for a time, make the accident setting.',
          )}
        </p>
        <label class="pick">
          <input type="checkbox" name="confirmed" value="yes" />
          <span>${t('上記を確認しました。', 'I have read this.')}</span>
        </label>
        ${
          isAsked
            ? html`<p class="error">
                ${t('確認欄へチェックをいれてください。', 'Tick the box to confirm.')}
              </p>`
            : ''
        }`;
      const state = isAsked && shown.typed !== undefined ? { typed: shown.typed } : shown;
      return settingsForm(view, state, warning, { send: t('利用終了', 'Discontinue') });
    },
  };
}
