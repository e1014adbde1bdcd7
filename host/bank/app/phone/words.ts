import type { ActivationFault } from './activate.ts';
import type { Language } from './language.ts';

type Words = Readonly<Record<keyof typeof JA, string>>;

const JA = {
  title: 'しんきんワンタイムパスワード',
  other: 'English',
  otp: 'ワンタイムパスワード',
  serial: 'シリアル番号',
  mode: 'モード切替',
  secondsLeft: '残り秒数',
  copy: 'パスワードをコピー',
  copied: 'コピーしました。',
  notCopied: 'コピーできませんでした。',
  start: '利用開始の設定',
  startText:
    'インターネットバンキングの画面に表示されたQRコードをスマートフォンのカメラで読み取るか、アクティベーションコードを入力してください。',
  code: 'アクティベーションコード',
  codeHint: '英数字30桁（5桁ずつ6組）。ハイフンは省略できます。',
  activate: '設定する',
  working: '設定しています…',
  pending: '設定が途中です',
  pendingText:
    '前回の設定が完了していません。同じコードの有効期限内に、このスマートフォンで続けられます。中止すると、そのコードは使えなくなることがあります。',
  again: 'もう一度試す',
  giveUp: '中止してコードを入力し直す',
  next: 'シリアル番号とワンタイムパスワードを、管理者ログインの「利用登録」で入力してください。',
  oneOnly:
    'このスマートフォンには設定済みのトークンがあります。新しいコードを使うには、先にこのトークンを削除してください。',
  remove: 'このスマートフォンから削除',
  removeTitle: 'トークンを削除しますか',
  removeText:
    '削除すると、このスマートフォンではワンタイムパスワードを表示できなくなり、元に戻せません。機種変更のときは、先に新しいトークンの利用登録を済ませてください。',
  removeYes: '削除する',
  cancel: 'キャンセル',
  removed: '削除しました。',
  kept: '端末に保護して保存されています。',
  notKept:
    'ブラウザーが空き容量のためにデータを消すことがあります。ホーム画面に追加すると防げます。',
  clockAhead:
    'このスマートフォンの時計は、銀行より{time}進んでいます。日時の自動設定をオンにしてください。',
  clockBehind:
    'このスマートフォンの時計は、銀行より{time}遅れています。日時の自動設定をオンにしてください。',
  seconds: '{n}秒',
  minutes: '約{n}分',
  hours: '約{n}時間',
  days: '約{n}日',
  noStore:
    'このブラウザーではデータを保存できません。プライベートブラウズを終了し、https のページで開いてください。',
} as const;

const EN: Words = {
  title: 'Shinkin one-time password',
  other: '日本語',
  otp: 'One-time password',
  serial: 'Serial number',
  mode: 'Switch mode',
  secondsLeft: 'seconds left',
  copy: 'Copy the password',
  copied: 'Copied.',
  notCopied: 'It could not be copied.',
  start: 'Set up this phone',
  startText:
    'Read the QR code on the page of your internet banking with the phone’s camera, or type the activation code.',
  code: 'Activation code',
  codeHint: '30 letters and digits, in six groups of five. Hyphens may be left out.',
  activate: 'Set up',
  working: 'Setting up…',
  pending: 'Set-up is not finished',
  pendingText:
    'Set-up broke off. It can go on here, on this phone, as long as the same code is valid. If you give up, the code may be of no more use.',
  again: 'Try again',
  giveUp: 'Give up and type another code',
  next: 'Enter the serial number and the password where the administrator registers the token (利用登録).',
  oneOnly: 'This phone has a token already. To use a new activation code, remove this token first.',
  remove: 'Remove from this phone',
  removeTitle: 'Remove the token?',
  removeText:
    'This phone will show no passwords any more; that cannot be undone. When you change phones, register the new token first.',
  removeYes: 'Remove',
  cancel: 'Cancel',
  removed: 'Removed.',
  kept: 'Kept safely on this phone.',
  notKept:
    'The browser may delete its data when space runs out. Adding the app to the home screen prevents that.',
  clockAhead:
    'This phone’s clock is {time} ahead of the bank’s. Switch on automatic date and time.',
  clockBehind: 'This phone’s clock is {time} behind the bank’s. Switch on automatic date and time.',
  seconds: '{n} s',
  minutes: 'about {n} min',
  hours: 'about {n} h',
  days: 'about {n} days',
  noStore: 'This browser keeps no data. Leave private browsing, and open the page by https.',
};

export const WORDS: Readonly<Record<Language, Words>> = { ja: JA, en: EN };

/** What to say of an activation that did not succeed. */
export const FAULTS: Readonly<Record<Language, Readonly<Record<ActivationFault, string>>>> = {
  ja: {
    malformed: '銀行がこのアプリの要求を読めませんでした。アプリを開き直してください。',
    unknown: 'このアクティベーションコードは登録されていません。画面のコードをご確認ください。',
    taken: 'このコードは別のスマートフォンで使用されています。',
    used: 'このコードは使用済みです。新しいコードを発行してください。',
    expired: 'このコードは有効期限が切れています。新しいコードを発行してください。',
    withdrawn: 'このコードは取り消されています。',
    exhausted: '確認に繰り返し失敗したため、このコードは無効になりました。',
    'wrong-code':
      '最初のワンタイムパスワードを確認できませんでした。スマートフォンの日時をご確認のうえ、もう一度お試しください。',
    busy: '混み合っています。しばらくしてからもう一度お試しください。',
    unavailable: '銀行のシステムを利用できません。しばらくしてからもう一度お試しください。',
    offline: '銀行に接続できません。通信状態をご確認ください。',
    seal: '受信したデータを確認できませんでした。新しいコードを発行してください。',
  },
  en: {
    malformed: 'The bank could not read what this app asked. Open the app again.',
    unknown: 'The bank does not know this activation code. Compare it with the page.',
    taken: 'This code has been used on another phone.',
    used: 'This code has been used already. Have a new one issued.',
    expired: 'This code has expired. Have a new one issued.',
    withdrawn: 'This code has been withdrawn.',
    exhausted: 'The check failed too often: this code is no longer valid.',
    'wrong-code':
      'The first password was not right. Check the phone’s date and time, then try again.',
    busy: 'The bank is busy. Try again in a while.',
    unavailable: 'The bank’s system is not available. Try again in a while.',
    offline: 'The bank cannot be reached. Check the phone’s connection.',
    seal: 'What came from the bank could not be verified. Have a new code issued.',
  },
};
