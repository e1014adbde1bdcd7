import { EVENT_WORDS } from './event-words.ts';

/** What an auditor looks for: by the first word of a kind of event; `trouble`: across all of them. */
export type EventGroup = 'trouble' | 'logins' | 'codes' | 'tokens' | 'contracts' | 'bank';

const GROUPS: Readonly<Record<EventGroup, readonly [ja: string, en: string]>> = {
  trouble: ['拒否・誤り・利用中止・事故', 'Refused, suspended, reported'],
  logins: ['ログイン・認証', 'Logins'],
  codes: ['ワンタイムパスワード・取引', 'Codes and transactions'],
  tokens: ['トークン', 'Tokens'],
  contracts: ['契約・利用者・書面', 'Contracts, users, forms'],
  bank: ['銀行の設定', 'Settings of the bank'],
};

const BY_FIRST_WORD: Readonly<Record<string, EventGroup>> = {
  activation: 'tokens',
  'api-token': 'bank',
  bank: 'bank',
  card: 'logins',
  certificate: 'bank',
  clerk: 'logins',
  code: 'codes',
  confirmation: 'logins',
  contract: 'contracts',
  form: 'contracts',
  login: 'logins',
  registration: 'codes',
  token: 'tokens',
  tokens: 'tokens',
  transaction: 'codes',
};
const TROUBLE = /\.(?:refused|locked|suspended|shut-out|accident)$/;

export const EVENT_GROUPS = Object.keys(GROUPS).filter(isEventGroup);

export function isEventGroup(text: string): text is EventGroup {
  return Object.hasOwn(GROUPS, text);
}

export function groupName(t: (ja: string, en: string) => string, group: EventGroup): string {
  return t(...GROUPS[group]);
}

/** Every kind of event of a group. */
export function kindsOf(group: EventGroup): readonly string[] {
  return Object.keys(EVENT_WORDS).filter((kind) =>
    group === 'trouble'
      ? TROUBLE.test(kind)
      : BY_FIRST_WORD[kind.slice(0, kind.indexOf('.'))] === group,
  );
}
