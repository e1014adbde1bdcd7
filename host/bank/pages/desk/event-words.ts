import { SENTENCES } from '../../domain/sentences.ts';
import type { BankEvent } from '../../domain/views.ts';
import type { View } from '../view.ts';
import { yen } from '../words.ts';

type Words = Readonly<Record<string, readonly [ja: string, en: string]>>;
type Speaker = Pick<View, 't' | 'say'>;

/** Every kind of event there is, as the desk reads it. */
export const EVENT_WORDS: Words = {
  'activation.issued': ['アプリのQRコード発行', 'QR code of an app issued'],
  'activation.refused': ['アプリの設定を拒否', 'activation refused'],
  'api-token.added': ['APIトークン発行', 'API token issued'],
  'api-token.revoked': ['APIトークン失効', 'API token revoked'],
  'bank.rekeyed': ['保管庫の鍵の変更', 'vault given another key'],
  'card.refused': ['確認用パスワード誤り', 'wrong card check characters'],
  'card.shown': ['お客様カード表示', 'customer card shown'],
  'certificate.issued': ['電子証明書発行', 'certificate issued'],
  'certificate.revoked': ['電子証明書失効', 'certificate revoked'],
  'clerk.added': ['担当者登録', 'clerk added'],
  'clerk.login': ['担当者ログイン', 'clerk logged in'],
  'clerk.removed': ['担当者抹消', 'clerk removed'],
  'clerk.refused': ['担当者ログイン拒否', 'login of a clerk refused'],
  'code.accepted': ['ワンタイムパスワード確認', 'code accepted'],
  'code.refused': ['ワンタイムパスワード誤り', 'code refused'],
  'code.resynchronised': [
    'ワンタイムパスワード確認（同期ズレ補正）',
    'code accepted, resynchronised',
  ],
  'confirmation.refused': ['ご契約先確認暗証番号誤り', 'wrong contract confirmation password'],
  'contract.discontinued': ['ワンタイムパスワード利用終了', 'use discontinued'],
  'contract.locked': ['契約の利用中止', 'contract suspended'],
  'contract.mode-changed': ['利用形態の変更', 'usage mode changed'],
  'contract.opened': ['契約の新規登録', 'contract opened'],
  'contract.secrets-changed': ['契約先認証情報変更', 'passwords of the contract changed'],
  'contract.started': ['利用開始', 'use begun'],
  'contract.terminated': ['設定を全て解除', 'all settings cleared'],
  'contract.unlocked': ['利用中止解除', 'suspension lifted'],
  'contract.user-added': ['利用者登録', 'user added'],
  'contract.user-changed': ['利用者情報変更', 'user changed'],
  'form.taken': ['書面の受付', 'form taken'],
  'login.done': ['ログイン', 'logged in'],
  'login.ended': ['ログアウト', 'logged out'],
  'login.refused': ['ログイン拒否', 'login refused'],
  'login.shut-out': ['利用中止中のログイン', 'suspended login tried'],
  'login.suspended': ['ログイン利用中止', 'login suspended'],
  'registration.refused': ['利用登録の誤り', 'registration refused'],
  'token.accident': ['事故設定', 'token reported'],
  'token.accident-lifted': ['事故設定解除', 'accident setting lifted'],
  'token.activated': ['アプリの設定完了', 'app set up'],
  'token.assigned': ['トークン割当', 'token put aside'],
  'token.cancelled': ['利用登録解除', 'registration cancelled'],
  'token.delivered': ['郵送着', 'token has arrived'],
  'token.dispatched': ['発送', 'token sent'],
  'token.locked': ['トークンの利用中止', 'token suspended'],
  'token.registered': ['利用登録', 'token registered'],
  'token.resync': ['同期ズレ補正', 'resynchronisation'],
  'token.scrapped': ['廃棄', 'token scrapped'],
  'tokens.imported': ['トークン入庫', 'tokens into stock'],
  'transaction.done': ['特定取引', 'transaction made'],
};

const FACTS: Words = {
  amount: ['金額', 'amount'],
  by: ['区分', 'by'],
  certificate: ['電子証明書', 'certificate'],
  confirmation: ['ご契約先確認暗証番号', 'contract confirmation password'],
  contract: ['契約者ID', 'contract'],
  deregistered: ['解除されたトークン', 'deregistered'],
  form: ['書面番号', 'form'],
  from: ['変更前', 'from'],
  kind: ['種類', 'kind'],
  loginCode: ['ご契約先暗証番号', 'login code'],
  method: ['認証方式', 'method'],
  mode: ['利用形態', 'mode'],
  name: ['名称', 'name'],
  offset: ['ずれ（ステップ）', 'offset (steps)'],
  outcome: ['結果', 'outcome'],
  password: ['暗証番号', 'password'],
  reason: ['理由', 'reason'],
  remark: ['備考', 'remark'],
  replaces: ['交換前のトークン', 'replaces'],
  role: ['権限', 'role'],
  serial: ['シリアル番号', 'serial'],
  to: ['変更後', 'to'],
  tries: ['回数', 'tries'],
  tokens: ['本数', 'tokens'],
  transaction: ['受付番号', 'transaction'],
  user: ['利用者', 'user'],
  users: ['利用者数', 'users'],
  why: ['理由', 'why'],
  wrong: ['誤り回数', 'wrong'],
};

/** Values of those facts that tell one of several things. */
const TOLD = new Set([
  'by',
  'from',
  'kind',
  'method',
  'mode',
  'outcome',
  'reason',
  'role',
  'to',
  'why',
]);
const VALUES: Words = {
  administrator: ['管理者', 'administrator'],
  auditor: ['閲覧のみ', 'auditor'],
  'cancel-reservation': ['予約取消', 'cancelling of a reservation'],
  certificate: ['電子証明書方式', 'certificate'],
  codes: ['ワンタイムパスワードの誤り', 'wrong codes'],
  different: ['異なるトークン', 'different tokens'],
  expired: ['有効期限切れ', 'expired'],
  'file-transfer': ['ファイル伝送', 'file transfer'],
  hardware: ['ハードウェアトークン', 'hardware'],
  'id-password': ['IDパスワード方式', 'ID and password'],
  locked: ['利用中止中', 'suspended'],
  loss: ['紛失', 'lost'],
  none: ['利用開始前', 'not started'],
  'not-offered': ['対象外', 'not offered'],
  ok: ['完了', 'done'],
  operator: ['窓口', 'desk'],
  refused: ['誤り', 'wrong'],
  release: ['停止・解除依頼書', 'stop/release request'],
  replayed: ['使用済み', 'used before'],
  same: ['同じトークン', 'the same token'],
  software: ['ソフトウェアトークン', 'software'],
  taken: ['別のスマートフォンで設定中', 'another phone has begun'],
  'tax-payment': ['税金・各種料金の払込み', 'taxes and fees'],
  termination: ['利用解約依頼書', 'termination request'],
  theft: ['盗難', 'stolen'],
  throttled: ['間隔不足', 'too soon'],
  'token-application': ['申込書', 'application'],
  transfer: ['振込', 'transfer'],
  unknown: ['不明', 'unknown'],
  'unregistered-token': ['お手続きされていないトークン', 'an unregistered token'],
  used: ['使用済み', 'used before'],
  'used-or-expired': ['使用済みまたは有効期限切れ', 'used or expired'],
  verifier: ['ワンタイムパスワードの照合', 'verifier'],
  wrong: ['不一致', 'no match'],
  'wrong-code': ['ワンタイムパスワードの誤り', 'wrong code'],
};

const ACTORS: Words = {
  app: ['アプリ', 'app'],
  administrator: ['管理者', 'administrator'],
  user: ['利用者', 'user'],
  operator: ['窓口', 'desk'],
  system: ['システム', 'system'],
};

/** Programs that act for the bank, by the first word of their name. */
const PROGRAMS: Words = {
  api: ['API', 'API'],
  app: ['アプリ', 'app'],
  cli: ['コマンド', 'command line'],
  radius: ['RADIUS', 'RADIUS'],
};

const SUBJECTS: Words = { stock: ['在庫', 'stock'], nobody: ['該当なし', 'nobody'] };

export function eventName({ t }: Speaker, kind: string): string {
  return worded(t, EVENT_WORDS, kind);
}

/** `administrator:123456` → 管理者 123456. */
export function eventActor({ t }: Speaker, actor: string): string {
  const [role = '', ...name] = actor.split(':');
  if (role !== 'system') return [worded(t, ACTORS, role), ...name].join(' ');
  const [program = '', ...rest] = name.join(':').split(' ');
  return [worded(t, ACTORS, role), worded(t, PROGRAMS, program), ...rest].join(' ').trim();
}

/** A contract, token or clerk by its name; else what there is in its place. */
export function eventSubject({ t }: Speaker, subject: string): string {
  return worded(t, SUBJECTS, subject);
}

export function eventFacts(speaker: Speaker, facts: BankEvent['facts']): string {
  const { t } = speaker;
  return Object.entries(facts)
    .flatMap(([name, value]) => {
      const fact = worded(t, FACTS, name);
      if (value === true) return [t(`${fact}を変更`, `${fact} changed`)];
      if (value === null || value === false || value === '') return [];
      return [`${fact}${t('：', ': ')}${told(speaker, name, value)}`];
    })
    .join(t('、', ', '));
}

function told({ t, say }: Speaker, fact: string, given: string | number): string {
  const value = String(given);
  if (fact === 'amount' && typeof given === 'number')
    return t(`${yen(given)}円`, `${yen(given)} yen`);
  if (!TOLD.has(fact)) return value;
  // A whole sentence, amid commas.
  return isSentence(value) ? say(value).replace(/[。.]$/u, '') : worded(t, VALUES, value);
}

function worded(t: View['t'], words: Words, key: string): string {
  const found = Object.hasOwn(words, key) ? words[key] : undefined;
  return found === undefined ? key : t(...found);
}

function isSentence(text: string): text is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, text);
}
