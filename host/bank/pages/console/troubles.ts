import { html } from 'hono/html';
import type { LockCause } from '../../domain/lock-cause.ts';
import type { ContractView, CurrentToken, LockView } from '../../domain/views.ts';
import type { Html, View } from '../view.ts';
import { holderName, reasonName, withId } from '../words.ts';

/** What stops somebody of the contract: why, and the way out. */
interface Trouble {
  readonly who: string;
  readonly why: string;
  readonly way: readonly [path: string, label: string];
}

/** 利用中止 and 事故設定 of the contract, each with its cause and the way out. */
export function troubles(view: View, contract: ContractView): Html | '' {
  const all = [
    ...contract.locks.map((lock) => ofLock(view, contract, lock)),
    ...contract.tokens.flatMap((token) => ofAccident(view, contract, token)),
    ...contract.users.filter(({ suspended }) => suspended).map(({ name }) => ofLogin(view, name)),
  ];
  if (all.length === 0) return '';
  return html`<div class="notice refused" role="alert">
    <ul>
      ${all.map(
        ({ who, why, way: [path, label] }) =>
          html`<li>
            <b>${who}</b>${view.t('：', ': ')}${why}
            ${path === view.path ? '' : html`<a href="${path}">${label}</a>`}
          </li>`,
      )}
    </ul>
  </div>`;
}

const CAUSES: Readonly<
  Record<Exclude<LockCause, 'unregistered-token'>, readonly [ja: string, en: string]>
> = {
  'wrong-codes': [
    'ワンタイムパスワードの誤りが規定回数に達したため、利用中止となっています。',
    'Suspended: too many wrong one-time passwords.',
  ],
  'wrong-registrations': [
    '利用登録でシリアル番号またはワンタイムパスワードの誤りが規定回数に達したため、利用中止となっています。',
    'Suspended: the serial number or code was wrong too many times at registration.',
  ],
  idle: [
    'トークンが長期間使用されなかったため、利用中止となっています。',
    'Suspended: nobody used the token for a long time.',
  ],
};

function ofLock(view: View, contract: ContractView, { holder, cause }: LockView): Trouble {
  const { t, say } = view;
  const who = holderName(view, contract, holder);
  if (cause === 'unregistered-token') {
    const label = t('利用解約依頼書', 'The termination request form');
    return { who, why: say('suspended-by-unregistered'), way: ['/admin/paper#termination', label] };
  }
  return { who, why: t(...CAUSES[cause]), way: toUnlock(view) };
}

function ofLogin(view: View, who: string): Trouble {
  const why = view.t(
    '利用者暗証番号の誤りが規定回数に達したため、ログインが利用中止となっています。',
    'The login is suspended: the user password was wrong too many times.',
  );
  return { who, why, way: toUnlock(view) };
}

function ofAccident(
  view: View,
  contract: ContractView,
  { holder, serial, accident }: CurrentToken,
): readonly Trouble[] {
  if (accident === undefined) return [];
  const { t, say } = view;
  const who = withId(view, holderName(view, contract, holder), serial);
  const reason = reasonName(view, accident.reason);
  const set = t(`事故設定（${reason}）されています。`, `Reported ${reason}.`);
  if (accident.by === 'administrator') {
    const lift = t('事故設定解除', 'Lift the setting');
    return [{ who, why: set, way: ['/admin/otp/accident', lift] }];
  }
  const why = `${set}${t('', ' ')}${say('accident-of-bank')}`;
  const label = t('停止・解除依頼書', 'The stop/release request form');
  return [{ who, why, way: ['/admin/paper#release', label] }];
}

function toUnlock({ t }: View): Trouble['way'] {
  return ['/admin/otp/unlock', t('利用中止解除', 'Lift the suspension')];
}
