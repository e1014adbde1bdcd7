import { html } from 'hono/html';
import type { AdministratorDesk } from '../../domain/bank.ts';
import type { ContractView } from '../../domain/views.ts';
import { codeField, field } from '../fields.ts';
import type { Html, View } from '../view.ts';
import type { ConsolePage } from './console-page.ts';
import { offersResync } from './offers-resync.ts';
import { settingsForm } from './settings-form.ts';
import { instead, toStart } from './settings-pages.ts';
import { tokenOfUser } from './token-table.ts';
import { whose, whoseOf } from './whose.ts';

export const RESYNC = '/admin/otp/resync';

/** 同期ズレ補正, by two codes, one after the other; no form where no token can be put right so. */
export function resyncPage(desk: AdministratorDesk): ConsolePage {
  return {
    path: RESYNC,
    then: '/admin/users',
    title: ({ t }) => t('同期ズレ補正', 'Resynchronise'),
    elsewhere: toStart,
    act: (actor, fields) =>
      desk.resynchronise(actor, {
        ...whoseOf(fields),
        codes: [fields.get('code'), fields.get('code2')],
      }),
    body: (view, contract, shown) => {
      const { t } = view;
      if (!offersResync(contract)) {
        return instead(view, contract.tokens.length === 0 ? 'no-token' : 'resync-not-offered');
      }
      const codes = html`${whose(view, withOffers(contract), shown)} ${how(view, contract)}
      ${codeField(view, shown)}
      ${field(view, shown, {
        name: 'code2',
        label: t('次に表示されたワンタイムパスワード', 'The one-time password shown next'),
        isNumeric: true,
        maxlength: 32,
      })}`;
      return settingsForm(view, shown, codes, { fields: ['code'] });
    },
  };
}

/** With those users alone whose token can be put right. */
function withOffers(contract: ContractView): ContractView {
  const users = contract.users.filter(({ userId }) => {
    const serial = tokenOfUser(contract, userId)?.serial;
    return contract.resync?.some((offer) => offer.serial === serial);
  });
  return { ...contract, users };
}

function how({ t }: View, { resync = [] }: ContractView): Html {
  const hasCounter = resync.some((offer) => offer.of === 'counter');
  return html`<p>
      ${t(
        'トークンに続けて表示される2つのワンタイムパスワードを入力してください。',
        'Enter two one-time passwords that the token shows one after the other.',
      )}
    </p>
    ${
      hasCounter
        ? html`<p class="hint">
            ${t(
              'ボタンを押すたびに番号が変わるトークンの場合は、ボタンを1回押して表示された番号と、もう1回押して表示された番号を、順に入力してください。',
              'If the token shows another one at each press of its button, press it twice and enter both in their order.',
            )}
          </p>`
        : ''
    }`;
}
