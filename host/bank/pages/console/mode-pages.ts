import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import type { ChosenMode } from '../../domain/usage-mode.ts';
import { radios } from '../choices.ts';
import { formError, type Shown } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { modeName } from '../words.ts';
import type { ConsolePage } from './console-page.ts';

const MODES: readonly ChosenMode[] = ['same', 'different'];

/** 利用開始: 利用形態を選択し「次へ」をクリックします。 */
export function startPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/start',
    then: '/admin/otp/register',
    title: ({ t }) => t('ワンタイムパスワードの利用開始', 'Begin the use of one-time passwords'),
    elsewhere: ({ mode }) => (mode === 'none' ? undefined : '/admin/users'),
    act: (actor, form) => {
      const mode = chosen(form.get('mode'));
      return mode === undefined
        ? Promise.resolve({ outcome: 'refused', sentence: 'mode-unchanged' })
        : desk.startUse(actor, mode);
    },
    body: (view, _contract, shown) => {
      const { t, say } = view;
      return html`${formError(view, shown, [])}
        <form method="post" class="card-form" novalidate>
          ${view.hidden()}
          <p>
            ${t('利用形態を選択し「次へ」をクリックしてください。', 'Choose the usage mode and press “Next”.')}
          </p>
          ${choice(view, 'same', true)}
          <p class="hint">${say('mode-change-warning')}</p>
          <p class="buttons">
            <a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>
            <button class="primary">${t('次へ', 'Next')}</button>
          </p>
        </form>`;
    },
  };
}

/** 変更, with its warning before anything changes. */
export function modePage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/mode',
    then: '/admin/users',
    title: ({ t }) => t('利用形態の変更', 'Change the usage mode'),
    elsewhere: ({ mode }) => (mode === 'none' ? '/admin/otp/start' : undefined),
    act: (actor, form) => {
      const mode = chosen(form.get('mode'));
      return mode === undefined
        ? Promise.resolve({ outcome: 'refused', sentence: 'mode-unchanged' })
        : desk.changeMode(actor, mode, form.get('confirmed') === 'yes');
    },
    body: (view, contract, shown) => {
      if (shown.refused?.sentence === 'mode-change-warning') return warning(view, shown);
      const { t } = view;
      return html`${formError(view, shown, [])}
        <form method="post" class="card-form" novalidate>
          ${view.hidden()}
          <dl class="facts">
            <dt>${t('現在の設定', 'Current setting')}</dt>
            <dd>${modeName(view, contract.mode)}</dd>
          </dl>
          ${choice(view, contract.mode === 'none' ? 'same' : contract.mode, false)}
          <p class="buttons">
            <a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>
            <button class="primary">${t('次へ', 'Next')}</button>
          </p>
        </form>`;
    },
  };
}

function warning(view: View, { typed }: Shown): Html {
  const { t, say } = view;
  const mode = chosen(typed?.get('mode') ?? '') ?? 'same';
  return html`<form method="post" class="card-form" novalidate>
    ${view.hidden()}
    <input type="hidden" name="mode" value="${mode}" />
    <input type="hidden" name="confirmed" value="yes" />
    <div class="notice warning" role="alert"><p>${say('mode-change-warning')}</p></div>
    <dl class="facts">
      <dt>${t('変更後の設定', 'New setting')}</dt>
      <dd>${modeName(view, mode)}</dd>
    </dl>
    <p class="buttons">
      <a class="button quiet" href="/admin/users">${t('キャンセル', 'Do not change')}</a>
      <button class="primary">${t('変更する', 'Change')}</button>
    </p>
  </form>`;
}

function choice(view: View, current: ChosenMode, showPhones: boolean): Html {
  const { t } = view;
  const phones = {
    same: t('スマートフォン1台で利用する場合', 'One phone or token for all'),
    different: t('2台以上で利用する場合', 'Two or more phones or tokens'),
  };
  return radios(
    'mode',
    t('利用形態', 'Usage mode'),
    MODES.map((mode) => ({
      value: mode,
      isChosen: mode === current,
      label: showPhones
        ? html`${modeName(view, mode)}<small>${phones[mode]}</small>`
        : modeName(view, mode),
    })),
  );
}

function chosen(text: string): ChosenMode | undefined {
  return MODES.find((mode) => mode === text);
}
