import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import type { ContractView } from '../../domain/views.ts';
import type { ChosenMode } from '../../domain/usage-mode.ts';
import { radios } from '../choices.ts';
import { fieldError, formError, type Shown } from '../fields.ts';
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
    act: async (actor, form) => {
      const mode = chosen(form.get('mode'));
      if (mode === undefined) return { outcome: 'refused', sentence: 'mode-form' };
      return await desk.startUse(actor, mode);
    },
    body: (view, _contract, shown) => {
      const { t, say } = view;
      return html`${formError(view, shown, ['mode'])}
        <form method="post" class="card-form" novalidate>
          ${view.hidden()}
          <p>
            ${t('利用形態を選択し「次へ」をクリックしてください。', 'Choose the usage mode and press “Next”.')}
          </p>
          ${choice(view, shown, true)}
          <p class="hint">${say('mode-change-warning')}</p>
          <p class="buttons">
            <a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>
            <button class="primary">${t('次へ', 'Next')}</button>
          </p>
        </form>`;
    },
  };
}

/** 変更: the choice; what it does is asked on a page of its own, before anything changes. */
export function modePage(desk: AdministratorDesk): ConsolePage {
  return {
    path: '/admin/otp/mode',
    title: changeTitle,
    elsewhere: toStart,
    act: async (actor, form) => {
      const mode = chosen(form.get('mode'));
      if (mode === undefined) return { outcome: 'refused', sentence: 'mode-form' };
      return await desk.changeMode(actor, mode, false);
    },
    asks: (sentence, form) =>
      sentence === 'mode-change-warning' ? `/admin/otp/mode/${form.get('mode')}` : undefined,
    body: (view, contract, shown) => {
      const { t } = view;
      return html`${formError(view, shown, ['mode'])}
        <form method="post" class="card-form" novalidate>
          ${view.hidden()}
          <dl class="facts">
            <dt>${t('現在の設定', 'Current setting')}</dt>
            <dd>${modeName(view, contract.mode)}</dd>
          </dl>
          ${choice(view, shown, false)}
          <p class="buttons">
            <a class="button quiet" href="/admin/users">${t('戻る', 'Back')}</a>
            <button class="primary">${t('次へ', 'Next')}</button>
          </p>
        </form>`;
    },
  };
}

/** The warning before each change. */
export function modeWarningPages(desk: AdministratorDesk): readonly ConsolePage[] {
  return MODES.map((mode) => ({
    path: `/admin/otp/mode/${mode}`,
    then: '/admin/users',
    title: changeTitle,
    elsewhere: toStart,
    act: (actor) => desk.changeMode(actor, mode, true),
    body: (view, _contract, shown) => warning(view, mode, shown),
  }));
}

function warning(view: View, mode: ChosenMode, shown: Shown): Html {
  const { t, say } = view;
  return html`${formError(view, shown, [])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()}
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

/** None is chosen beforehand: it is for the administrator to say. */
function choice(view: View, shown: Shown, showPhones: boolean): Html {
  const { t } = view;
  const phones = {
    same: t('スマートフォン1台で利用する場合', 'One phone or token for all'),
    different: t('2台以上で利用する場合', 'Two or more phones or tokens'),
  };
  const choices = MODES.map((mode) => ({
    value: mode,
    isChosen: mode === shown.typed?.get('mode'),
    label: showPhones
      ? html`${modeName(view, mode)}<small>${phones[mode]}</small>`
      : modeName(view, mode),
  }));
  return radios('mode', t('利用形態', 'Usage mode'), choices, fieldError(view, 'mode', shown));
}

function changeTitle({ t }: View): string {
  return t('利用形態の変更', 'Change the usage mode');
}

function toStart({ mode }: ContractView): string | undefined {
  return mode === 'none' ? '/admin/otp/start' : undefined;
}

function chosen(text: string): ChosenMode | undefined {
  return MODES.find((mode) => mode === text);
}
