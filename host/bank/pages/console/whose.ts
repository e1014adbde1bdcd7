import { html } from 'hono/html';
import type { Whose } from '../../domain/bank.ts';
import type { ContractView } from '../../domain/views.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { type Choice, radios } from '../choices.ts';
import { fieldError, type Shown } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { currentToken, serialOf, tokenOfUser } from './token-table.ts';

/** Whose settings a form is about: all of the contract in mode `same`, one user in `different`. */
export function whose(view: View, contract: ContractView, shown: Shown): Html {
  if (contract.mode !== 'different') return currentToken(view, contract);
  const choices = contract.users.map(({ userId, name }) => ({
    value: userId,
    isChosen: shown.typed?.get('userId') === userId,
    label: html`${name} ${serialOf(view, tokenOfUser(contract, userId))}`,
  }));
  return pick(view, shown, choices);
}

/** 利用中止解除: all that may be suspended, the login of each user too. */
export function whoseSuspension(view: View, contract: ContractView, shown: Shown): Html {
  const { t } = view;
  const typed = shown.typed?.get('userId');
  const isLocked = (userId: string | undefined): boolean =>
    contract.locks.some(({ holder }) =>
      holder.kind === 'contract' ? userId === undefined : holder.userId === userId,
    );
  const badge = (is: boolean, ja: string, en: string): Html | '' =>
    is ? html`<span class="badge bad">${t(ja, en)}</span>` : '';
  const locked = (userId?: string): Html | '' =>
    badge(isLocked(userId), 'ワンタイムパスワード利用中止', 'one-time passwords suspended');
  const all = { value: '', label: html`${t('契約全体', 'All of the contract')} ${locked()}` };
  const users = contract.users.map(({ userId, name, suspended }) => ({
    value: userId,
    isChosen: typed === undefined ? suspended || isLocked(userId) : typed === userId,
    label: html`${name} ${locked(userId)} ${badge(suspended, 'ログイン利用中止', 'login suspended')}`,
  }));
  const isAny = users.some(({ isChosen }) => isChosen);
  return pick(view, shown, [{ ...all, isChosen: !isAny }, ...users]);
}

/** Whose, as the form tells it. */
export function whoseOf(form: FormFields): Whose {
  const userId = form.get('userId');
  return {
    confirmation: form.get('confirmation'),
    ...(userId === '' ? {} : { userId }),
  };
}

function pick(view: View, shown: Shown, choices: readonly Choice[]): Html {
  return html`${fieldError(view, 'users', shown)}
  ${radios('userId', view.t('利用者', 'User'), choices)}`;
}
