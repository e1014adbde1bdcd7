import { html } from 'hono/html';
import type { Whose } from '../../domain/bank.ts';
import type { ContractView } from '../../domain/views.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { type Choice, radios } from '../choices.ts';
import { fieldError, type Shown } from '../fields.ts';
import type { Html, View } from '../view.ts';
import { currentToken, serialOf, tokenOfUser } from './token-table.ts';

/** Whose token a form is about: that of all in mode `same`, of one user who has one in `different`. */
export function whose(view: View, contract: ContractView, shown: Shown): Html {
  if (contract.mode !== 'different') return currentToken(view, contract);
  const choices = contract.users.flatMap(({ userId, name }) => {
    const token = tokenOfUser(contract, userId);
    if (token === undefined) return [];
    const isChosen = shown.typed?.get('userId') === userId;
    return [{ value: userId, isChosen, label: html`${name} ${serialOf(view, token)}` }];
  });
  return pick(view, shown, choices);
}

/**
 * 利用中止解除: what of the contract is suspended and can be lifted here, the logins of users too;
 * undefined: nothing.
 */
export function whoseSuspension(
  view: View,
  contract: ContractView,
  shown: Shown,
): Html | undefined {
  const { t } = view;
  const liftable = contract.locks.filter(({ kind }) => kind === 'codes');
  const ofUser = (userId: string): boolean =>
    liftable.some(({ holder }) => holder.kind === 'user' && holder.userId === userId);
  const badge = (is: boolean, ja: string, en: string): Html | '' =>
    is ? html`<span class="badge bad">${t(ja, en)}</span>` : '';
  const codes = (is: boolean): Html | '' =>
    badge(is, 'ワンタイムパスワード利用中止', 'one-time passwords suspended');
  const all = liftable.some(({ holder }) => holder.kind === 'contract')
    ? [{ value: '', label: html`${t('全ての利用者', 'All users')} ${codes(true)}` }]
    : [];
  const users = contract.users
    .filter(({ userId, suspended }) => suspended || ofUser(userId))
    .map(({ userId, name, suspended }) => ({
      value: userId,
      label: html`${name} ${codes(ofUser(userId))}
      ${badge(suspended, 'ログイン利用中止', 'login suspended')}`,
    }));
  const typed = shown.typed?.get('userId');
  const choices = [...all, ...users];
  const isSingle = choices.length === 1;
  if (choices.length === 0) return undefined;
  return pick(
    view,
    shown,
    choices.map((one) => ({ ...one, isChosen: isSingle || one.value === typed })),
  );
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
