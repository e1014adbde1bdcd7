import type { Trouble } from './unit.ts';

/** What an operator reads. */
export interface TroubleText {
  readonly en: string;
  readonly ja: string;
}

/** A sentence for each trouble, and what to do. What exactly was found stands beside it. */
export const troubleTexts: Readonly<Record<Trouble, TroubleText>> = {
  'wrong-model': {
    en: 'Another fob type than the lot wants. Take it out.',
    ja: 'ロットと異なる機種です。取り外してください。',
  },
  'cannot-do': {
    en: 'This fob cannot do what the lot asks for. Take it out.',
    ja: 'このトークンはロットの設定に対応していません。取り外してください。',
  },
  'already-done': {
    en: 'This fob is on record already. Take it out.',
    ja: 'このトークンは処理済みです。取り外してください。',
  },
  'already-loaded': {
    en: 'Loaded by somebody else: the registry does not know it. Set it aside.',
    ja: '書き込み済みですが、台帳にありません。別に保管してください。',
  },
  'half-loaded': {
    en: 'Loaded with a label of ours, but never finished. Set it aside.',
    ja: '書き込みが途中で終わっています。別に保管してください。',
  },
  mislabelled: {
    en: 'Chip and serial label do not belong together. Set it aside.',
    ja: 'チップ番号とシリアル番号が一致しません。別に保管してください。',
  },
  'duplicate-id': {
    en: 'Two fobs with the same device id are plugged in. Set both aside.',
    ja: '同じデバイスIDのトークンが二つ接続されています。両方とも別に保管してください。',
  },
  'duplicate-label': {
    en: 'Two fobs with the same serial label are plugged in. Set both aside.',
    ja: '同じシリアル番号のトークンが二つ接続されています。両方とも別に保管してください。',
  },
  dying: {
    en: 'Its battery is low or its memory is failing. Scrap it.',
    ja: '電池残量不足、またはメモリ不良です。廃棄してください。',
  },
  dead: {
    en: 'The fob has reached its end of life or cannot be read. Scrap it.',
    ja: 'トークンの寿命が尽きているか、読み取れません。廃棄してください。',
  },
  'unknown-batch': {
    en: 'No key of its batch is at this station. Give the batch key, then plug it in again.',
    ja: 'このバッチの鍵がありません。バッチ鍵を登録して接続し直してください。',
  },
  'wrong-key': {
    en: 'The fob does not take the transport key that it should have. Set it aside.',
    ja: '輸送鍵が合いません。別に保管してください。',
  },
  'key-check': {
    en: 'The fob does not hold what was loaded. Set it aside.',
    ja: '書き込んだ内容と一致しません。別に保管してください。',
  },
  'wrong-code': {
    en: 'The fob shows a wrong code. Set it aside.',
    ja: '表示されたワンタイムパスワードが正しくありません。別に保管してください。',
  },
  'no-press': {
    en: 'Nobody pressed its button in time. Plug it in again and press; if the button is dead, scrap it.',
    ja: '時間内にボタンが押されませんでした。接続し直して押してください。反応しない場合は廃棄してください。',
  },
  clock: {
    en: 'Its clock is lost or wrong, or cannot be trimmed, or not yet. What was found tells more.',
    ja: '時計が失われたか、ずれているか、調整できません(またはまだ早すぎます)。詳細を確認してください。',
  },
  'self-test': {
    en: 'The self-test failed. Scrap it.',
    ja: '自己診断に失敗しました。廃棄してください。',
  },
  refused: {
    en: 'The fob refused what was asked of it. Set it aside.',
    ja: 'トークンが処理を拒否しました。別に保管してください。',
  },
  'link-lost': {
    en: 'The fob does not answer. Check the cable and plug it in again.',
    ja: '応答がありません。ケーブルを確認して接続し直してください。',
  },
  left: {
    en: 'The fob was pulled out too early. Plug it in again.',
    ja: '処理中に取り外されました。もう一度接続してください。',
  },
  'label-printer': {
    en: 'The label was not printed. Mend the printer, then plug the fob in again.',
    ja: 'ラベルを印刷できません。プリンターを確認し、トークンを接続し直してください。',
  },
  'lot-full': {
    en: 'The lot has no unit left. Take the fob out.',
    ja: 'ロットの残数がありません。取り外してください。',
  },
  'lot-paused': {
    en: 'The lot is paused. Wait.',
    ja: 'ロットは一時停止中です。お待ちください。',
  },
  'lot-closed': {
    en: 'The lot is closed. Take the fob out.',
    ja: 'ロットは終了しています。取り外してください。',
  },
  elsewhere: {
    en: 'This fob was begun elsewhere: at another station or in another lot. Take it there.',
    ja: 'このトークンは別の作業台または別のロットで処理中です。そちらへ戻してください。',
  },
  'lease-lost': {
    en: 'This station does not hold its lease: another run has it, or it has ended. Start it again.',
    ja: 'この作業台の使用権がありません。別の作業が使用中か、失効しています。再起動してください。',
  },
  'registry-lost': {
    en: 'The registry does not answer or does not take records. Nothing is burned until it does.',
    ja: '台帳に記録できません。復旧するまで書き込みは行いません。',
  },
  'host-clock': {
    en: 'The clock of this computer is wrong. Set it, then start again.',
    ja: 'このコンピューターの時計が正しくありません。合わせてから再開してください。',
  },
  'not-qualified': {
    en: 'This station is not qualified. Plug the golden fob in and run the qualification.',
    ja: 'この作業台は未点検です。基準トークンで点検を行ってください。',
  },
};
