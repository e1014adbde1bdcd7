/** What the bank says, in its own words. Ids are stable: pages, API and tests go by them. */
export interface Sentence {
  readonly ja: string;
  readonly en: string;
}

/** After something was done. Those of `register` are said only when the bank is set to say so. */
const SAID = {
  registered: {
    ja: 'トークンの利用登録が完了しました。',
    en: 'The token is registered.',
  },
  'token-replaced': {
    ja: 'トークンの変更が完了しました。',
    en: 'The token is replaced by the new one.',
  },
  'check-current-token': {
    ja: '「現在のトークン情報（シリアル番号）」をご確認ください。',
    en: 'Check the current token information (serial number).',
  },
  'registration-cancelled': {
    ja: 'トークンの利用登録を解除しました。',
    en: 'The registration of the token is cancelled.',
  },
  'mode-changed': {
    ja: '利用形態を変更しました。トークンの利用登録が解除されました。',
    en: 'The usage mode is changed. The registrations of all tokens are cancelled.',
  },
  unlocked: { ja: '利用中止を解除しました。', en: 'The suspension is lifted.' },
  'accident-set': { ja: '事故設定を行いました。', en: 'The accident setting is made.' },
  'accident-lifted': { ja: '事故設定を解除しました。', en: 'The accident setting is lifted.' },
  discontinued: {
    ja: 'ワンタイムパスワードの利用を終了しました。利用終了の操作だけでは契約は解除されません。「利用解約依頼書」をご提出いただくまで契約状態となります。',
    en: 'The use of one-time passwords is discontinued. This alone does not end the contract: it lasts until you hand in the termination request form.',
  },
  'transaction-done': { ja: '取引を受け付けました。', en: 'The transaction is accepted.' },
  'code-accepted': {
    ja: 'ワンタイムパスワードを確認しました。',
    en: 'The one-time password is accepted.',
  },
  resynchronised: { ja: '同期ズレ補正が完了しました。', en: 'The token is resynchronised.' },
  'form-accepted': { ja: '書面を受け付けました。', en: 'The form is accepted.' },
  'form-known': {
    ja: 'この書面は受付済みです。',
    en: 'This form was accepted before; nothing has happened again.',
  },
  'everything-cleared': {
    ja: 'ワンタイムパスワードの設定を全て解除しました。',
    en: 'All settings of one-time passwords are cleared.',
  },
  'secrets-changed': {
    ja: 'ご契約先の認証情報を変更しました。',
    en: 'The passwords of the contract are changed.',
  },
  'user-added': { ja: '利用者を登録しました。', en: 'The user is registered.' },
  'user-changed': { ja: '利用者情報を変更しました。', en: 'The user is changed.' },
  'call-reported': {
    ja: 'ご連絡を受け付け、トークンの利用を停止しました。',
    en: 'The call is taken; the token is stopped.',
  },
} as const;

/** Before something is done. */
const WARNINGS = {
  'mode-change-warning': {
    ja: '利用形態を変更する場合は、トークンの利用登録が解除されます。',
    en: 'If you change the usage mode, the registrations of all tokens are cancelled.',
  },
  'discontinue-warning': {
    ja: 'ワンタイムパスワードの設定を解除されますと特定取引（振込等）を行うことができなくなりますので、ご注意ください。',
    en: 'Without one-time password settings designated transactions (transfers and the like) cannot be made.',
  },
  'no-message-after-registration': {
    ja: '登録が完了した旨のメッセージは表示されません。登録が完了すると、「現在のトークン情報（シリアル番号）」に新しいトークンのシリアル番号が表示されます。',
    en: 'No message tells that the registration is complete. Once it is, the serial number of the new token is shown as the current token information.',
  },
  'full-width-taken': {
    ja: '全角文字は半角文字として受け付けました。',
    en: 'Full-width characters were taken as half-width ones.',
  },
} as const;

/** Login and session. */
const LOGIN = {
  'login-wrong': {
    ja: '契約者ID（利用者番号）またはご契約先暗証番号に誤りがあります。',
    en: 'The contract ID (user number) or the login code is wrong.',
  },
  'user-login-wrong': {
    ja: '契約者ID（利用者番号）、利用者IDまたは利用者暗証番号に誤りがあります。',
    en: 'The contract ID (user number), the user ID or the user password is wrong.',
  },
  'user-certificate-wrong': {
    ja: '利用者暗証番号に誤りがあるか、この電子証明書ではログインできません。',
    en: 'The user password is wrong, or this certificate does not log in.',
  },
  'clerk-login-wrong': {
    ja: '担当者名またはパスワードに誤りがあります。',
    en: 'The name or the password is wrong.',
  },
  'login-suspended': {
    ja: '暗証番号の誤りが規定回数に達したため、利用中止となっています。利用者の方は、管理者に利用中止解除をご依頼ください。管理者の方は、「停止・解除依頼書」をお取引店へご提出ください。',
    en: 'Suspended: the password was wrong too many times. A user asks the administrator to lift it; an administrator hands in the stop/release request form at the branch.',
  },
  'login-too-soon': {
    ja: 'しばらく時間をおいてから再度操作してください。',
    en: 'Please wait a while and try again.',
  },
  'card-wrong': {
    ja: '確認用パスワードに誤りがあります。',
    en: 'The card check characters are wrong.',
  },
  'card-form': {
    ja: '確認用パスワードは数字2桁ずつ入力してください。',
    en: 'Enter two digits for each symbol of the card.',
  },
  'session-over': {
    ja: '一定時間操作がなかったため、ログアウトしました。再度ログインしてください。',
    en: 'The session is over. Please log in again.',
  },
  'out-of-order': {
    ja: '画面の操作順序に誤りがあります。メイン画面からやり直してください。',
    en: 'The steps came out of their order. Begin again from the main page.',
  },
  'not-yours': { ja: 'この操作はできません。', en: 'This is not for you to do.' },
} as const;

/** One-time passwords. */
const CODES = {
  'serial-form': {
    ja: 'シリアル番号を正しく入力してください。',
    en: 'Enter the serial number as it stands on the token.',
  },
  'serial-wrong': {
    ja: 'シリアル番号またはワンタイムパスワードに誤りがあります。',
    en: 'The serial number or the one-time password is wrong.',
  },
  'serial-undelivered': {
    ja: 'このトークンはまだお届けが完了していません。専用端末の郵送到着後ご設定ください。',
    en: 'This token has not been delivered yet. Set it up after it has arrived by mail.',
  },
  'serial-unactivated': {
    ja: 'このソフトウェアトークンはまだ設定が完了していません。アプリでQRコードを読み取ってください。',
    en: 'This software token has not been activated yet. Scan the QR code with the app.',
  },
  'serial-reported': {
    ja: 'このトークンは事故設定されているため、ご利用いただけません。',
    en: 'This token was reported lost or stolen and cannot be used.',
  },
  'serial-registered': {
    ja: 'このトークンは既に利用登録されています。',
    en: 'This token is registered already.',
  },
  'serial-scrapped': {
    ja: 'このトークンはご利用いただけません。',
    en: 'This token can no longer be used.',
  },
  'serial-unanswerable': {
    ja: 'このトークンは、暗証番号またはセッション情報の入力が必要な方式のため、ご利用いただけません。トークンの交換をお取引店へお申し込みください。',
    en: 'The codes of this token need a PIN or session information, which the bank does not ask for. Apply for another token at your branch.',
  },
  'code-form': {
    ja: 'ワンタイムパスワードは、トークンに表示された桁数の数字で入力してください。',
    en: 'Enter the one-time password in digits, as many as the token shows.',
  },
  'code-wrong': {
    ja: 'ワンタイムパスワードに誤りがあります。',
    en: 'The one-time password is wrong.',
  },
  'code-used': {
    ja: 'このワンタイムパスワードは使用済みです。次のワンタイムパスワードが表示されてから入力してください。',
    en: 'This one-time password was used before. Wait for the next one.',
  },
  'code-next': {
    ja: '続けて、次に表示されるワンタイムパスワードを入力してください。',
    en: 'Now enter the one-time password that is shown next.',
  },
  'code-too-soon': {
    ja: 'しばらく時間をおいてから再度ワンタイムパスワードを入力してください。',
    en: 'Wait a while before you enter another one-time password.',
  },
  'resync-not-offered': {
    ja: 'このトークンでは同期ズレ補正を行うことができません。',
    en: 'This token cannot be resynchronised.',
  },
  suspended: {
    ja: 'ワンタイムパスワードの誤りが規定回数に達したため、利用中止となっています。管理者ログインより利用中止解除を行ってください。',
    en: 'Suspended: too many wrong one-time passwords. The administrator can lift the suspension.',
  },
  'suspended-by-unregistered': {
    ja: 'お手続きされていないトークンによりロックがかかっています。解除するためには、ワンタイムパスワード利用解約依頼書をお取引店へご提出ください。その場合は、ワンタイムパスワード設定が全て解除されます。',
    en: 'Locked by a token that was not registered. To lift this, hand in the termination request form at your branch; all one-time password settings are then cleared.',
  },
  'confirmation-form': {
    ja: 'ご契約先確認暗証番号は半角英数字6～12文字で入力してください。',
    en: 'The contract confirmation password has 6 to 12 half-width letters and digits.',
  },
  'confirmation-wrong': {
    ja: 'ご契約先確認暗証番号に誤りがあります。',
    en: 'The contract confirmation password is wrong.',
  },
} as const;

/** What the settings of a contract do not let. */
const SETTINGS = {
  'not-started': {
    ja: 'ワンタイムパスワードの利用開始操作が必要です。',
    en: 'The use of one-time passwords has not been started.',
  },
  'started-already': {
    ja: 'ワンタイムパスワードは既に利用開始されています。',
    en: 'The use of one-time passwords was started before.',
  },
  'mode-unchanged': {
    ja: '利用形態が変更されていません。',
    en: 'This is the usage mode already.',
  },
  'mode-was-changed': {
    ja: '利用形態が変更されたため、登録できませんでした。ワンタイムパスワードの設定からやり直してください。',
    en: 'The usage mode was changed meanwhile; nothing was registered. Begin again from the one-time password settings.',
  },
  'choose-one-user': {
    ja: 'トークンを登録する利用者を1名選択してください。',
    en: 'Choose one user for whom the token is registered.',
  },
  'user-unknown': { ja: '利用者が存在しません。', en: 'There is no such user.' },
  'user-exists': {
    ja: 'この利用者IDは登録済みです。',
    en: 'There is a user with this ID already.',
  },
  'user-id-form': {
    ja: '利用者IDは半角英数字と「.」「_」「-」1～20文字で入力してください。先頭は英数字です。',
    en: 'The user ID has 1 to 20 half-width letters, digits, dots, underlines and hyphens, and begins with a letter or digit.',
  },
  'user-name-form': {
    ja: '利用者名は1～60文字で入力してください。',
    en: 'The name has 1 to 60 characters.',
  },
  'user-password-form': {
    ja: '利用者暗証番号は半角英数字6～12文字で入力してください。',
    en: 'The user password has 6 to 12 half-width letters and digits.',
  },
  'new-login-code-form': {
    ja: '新しいご契約先暗証番号は半角英数字6～12文字で入力してください。',
    en: 'The new login code has 6 to 12 half-width letters and digits.',
  },
  'new-login-code-again': {
    ja: '新しいご契約先暗証番号が再入力と一致しません。',
    en: 'The new login code was typed differently the second time.',
  },
  'new-confirmation-form': {
    ja: '新しいご契約先確認暗証番号は半角英数字6～12文字で入力してください。',
    en: 'The new contract confirmation password has 6 to 12 half-width letters and digits.',
  },
  'new-confirmation-again': {
    ja: '新しいご契約先確認暗証番号が再入力と一致しません。',
    en: 'The new contract confirmation password was typed differently the second time.',
  },
  'nothing-to-change': {
    ja: '変更する暗証番号を入力してください。',
    en: 'Enter the password that is to be changed.',
  },
  'no-token': {
    ja: 'トークンが利用登録されていません。',
    en: 'No token is registered.',
  },
  'no-settings': {
    ja: 'ワンタイムパスワードの設定がないため、特定取引（振込等）を行うことができません。',
    en: 'Without one-time password settings designated transactions (transfers and the like) cannot be made.',
  },
  'not-suspended': { ja: '利用中止ではありません。', en: 'There is no suspension to lift.' },
  'no-accident': { ja: '事故設定されていません。', en: 'There is no accident setting to lift.' },
  'accident-of-bank': {
    ja: '当金庫で停止したトークンです。停止・解除依頼書をお取引店へご提出ください。',
    en: 'The bank has stopped this token. Hand in the stop/release request form at your branch.',
  },
  'mode-form': { ja: '利用形態を選択してください。', en: 'Choose the usage mode.' },
  'action-form': { ja: '操作を選択してください。', en: 'Choose what is to be done.' },
  'accident-reason-form': {
    ja: '紛失・盗難のいずれかを選択してください。',
    en: 'Choose whether it was lost or stolen.',
  },
  'transaction-form': {
    ja: '取引の内容を正しく入力してください。',
    en: 'Enter the transaction correctly.',
  },
  'payee-form': {
    ja: 'お受取人・納付先は1～48文字で入力してください。',
    en: 'The payee has 1 to 48 characters.',
  },
  'amount-form': {
    ja: '金額は1～9,999,999,999円の数字で入力してください。',
    en: 'The amount is a number of yen from 1 to 9,999,999,999.',
  },
} as const;

/** At the operator's desk and of the app. */
const DESK = {
  'contract-unknown': { ja: '契約者IDが存在しません。', en: 'There is no such contract.' },
  'contract-exists': { ja: '契約者IDは登録済みです。', en: 'There is such a contract already.' },
  'reason-wanted': { ja: '理由を入力してください。', en: 'Say why.' },
  'contract-form': {
    ja: '契約の内容を正しく入力してください。',
    en: 'The particulars of the contract are not in their form.',
  },
  'contract-id-form': {
    ja: '契約者IDは数字6～10桁で入力してください。',
    en: 'The contract ID has 6 to 10 digits.',
  },
  'contract-name-form': {
    ja: '名称は1～60文字で入力してください。',
    en: 'The name has 1 to 60 characters.',
  },
  'login-code-form': {
    ja: 'ご契約先暗証番号は半角英数字6～12文字で入力してください。',
    en: 'The login code has 6 to 12 half-width letters and digits.',
  },
  'contract-users-form': {
    ja: '利用者は、利用者ID（半角英数字1～20文字、重複不可）、利用者名、暗証番号（半角英数字6～12文字）を全て入力してください。',
    en: 'Each user has an ID of his own (1 to 20 half-width letters and digits), a name and a password (6 to 12 half-width letters and digits).',
  },
  'form-number-form': {
    ja: '書面番号は半角英数字と「-」1～32文字で入力してください。先頭は英数字です。',
    en: 'The number of the form has 1 to 32 half-width letters, digits and hyphens, and begins with a letter or digit.',
  },
  'termination-wanted': {
    ja: 'お手続きされていないトークンによる利用中止は、停止・解除依頼書では解除できません。ワンタイムパスワード利用解約依頼書を受け付けてください。',
    en: 'A suspension by a token that was not registered is not lifted by this form: take the termination request form.',
  },
  'form-form': {
    ja: '書面の内容を正しく入力してください。',
    en: 'The form is not filled in correctly.',
  },
  'form-of-other': {
    ja: 'この書面番号は別の書面で使用されています。',
    en: 'This form number belongs to another form.',
  },
  'token-unknown': { ja: 'トークンが存在しません。', en: 'There is no such token.' },
  'token-state': {
    ja: 'トークンの状態により、この操作はできません。',
    en: 'The token is in a state that does not allow this.',
  },
  'no-stock': { ja: 'トークンの在庫がありません。', en: 'There is no token in stock.' },
  'activation-wrong': {
    ja: 'QRコードが無効か、有効期限が切れています。',
    en: 'The QR code is not valid, was used, or is too old.',
  },
} as const;

export const SENTENCES = {
  ...SAID,
  ...WARNINGS,
  ...LOGIN,
  ...CODES,
  ...SETTINGS,
  ...DESK,
} as const;

export type SentenceId = keyof typeof SENTENCES;
