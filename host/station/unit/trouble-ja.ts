import type { TroubleTable } from './trouble-text.ts';

export const troublesJa: TroubleTable = {
  'wrong-model': {
    name: '機種違い',
    meaning: 'ロットと異なる機種のトークンです。',
    remedy: '本来の機種の箱に入れ、箱の取り違えがないか確認してください。',
  },
  'cannot-do': {
    name: '仕様外',
    meaning: 'ロットの設定(桁数・アルゴリズム・時間間隔)にトークンが対応していません。',
    remedy: 'fob info でロットの設定とトークンの仕様を照合してください。',
  },
  'already-done': {
    name: '完了済み',
    meaning: 'すでに書き込みが完了した正常なトークンです。',
    remedy: '完成品の箱に入れてください。',
  },
  'already-loaded': {
    name: '書き込み済み',
    meaning: 'この台帳にないシードが書き込まれています。',
    remedy: '別に保管してください。書き込んだ側で消去すれば、再び使えます。',
  },
  'half-loaded': {
    name: '書き込み途中',
    meaning: 'この台帳以外での書き込みが途中で止まったトークンです。',
    remedy: '別に保管し、転送鍵で消去してから使ってください。',
  },
  mislabelled: {
    name: 'ラベル相違',
    meaning: 'トークンのシリアル番号が台帳と一致しません。',
    remedy: '別に保管し、責任者に連絡してください。',
  },
  'duplicate-id': {
    name: '個体番号の重複',
    meaning: '同じ個体番号のトークンが2つあります。',
    remedy: '両方を別に保管し、責任者に連絡してください。',
  },
  'duplicate-label': {
    name: 'ラベルの重複',
    meaning: 'このシリアル番号は別のトークンで使用済みです。',
    remedy: '両方を別に保管し、責任者に連絡してください。',
  },
  dying: {
    name: '消耗',
    meaning: '電池が残り少ないか、部品の動作が不安定です。',
    remedy: '使用年数に耐えません。別に保管してください。',
  },
  dead: {
    name: '寿命',
    meaning: 'トークンの寿命が尽きています。',
    remedy: '廃棄品として分けてください。',
  },
  'unknown-batch': {
    name: '不明なバッチ',
    meaning: 'このトークンのバッチ鍵がありません。',
    remedy: '製造元からバッチ鍵ファイルを受け取り、--batch-key-file FILE で起動してください。',
  },
  'wrong-key': {
    name: '鍵の不一致',
    meaning: '本来の転送鍵をトークンが受け付けません。',
    remedy: '別に保管してください。鍵が交換済みか、バッチ鍵ファイルが別のバッチのものです。',
  },
  'key-check': {
    name: 'シード照合エラー',
    meaning: '書き込んだシードをトークンが証明できませんでした。',
    remedy: '別に保管してください。完了数には入っていません。',
  },
  'wrong-code': {
    name: 'コード不一致',
    meaning: 'トークンのコードがシードから求めた値と一致しません。',
    remedy: '別に保管してください。続く場合はこのパソコンの時計を確認してください。',
  },
  'no-press': {
    name: 'ボタン未操作',
    meaning: '時間内にトークンのボタンが押されませんでした。',
    remedy: '挿し直し、画面の指示が出たらボタンを押してください。',
  },
  clock: {
    name: '時計異常',
    meaning: 'トークンの時計を設定できないか、進み方が異常です。',
    remedy: '別に保管してください。続く場合はこのパソコンの時計を確認してください。',
  },
  'self-test': {
    name: '自己診断エラー',
    meaning: '自己診断で部品の異常が見つかりました。',
    remedy: '不良品として分けてください。',
  },
  refused: {
    name: '拒否',
    meaning: 'トークンが処理を拒否しました。',
    remedy: 'もう一度挿してください。繰り返す場合は別に保管してください。',
  },
  'link-lost': {
    name: '通信切断',
    meaning: '処理中にトークンが応答しなくなりました。',
    remedy: '同じトークンを挿し直すと続きから再開します。ケーブルとハブも確認してください。',
  },
  left: {
    name: '抜き取り',
    meaning: '完了前にトークンが抜かれました。',
    remedy: '同じトークンを挿し直すと続きから再開します。',
  },
  'label-printer': {
    name: 'ラベルプリンター',
    meaning: 'ラベルを印刷できませんでした。',
    remedy: '用紙・カバー・ケーブルを確認し、同じトークンを挿し直してください。',
  },
  'lot-full': {
    name: 'ロット完了',
    meaning: 'ロットの全数にトークンが割り当てられています。',
    remedy: 'q で終了してください。残りのトークンは別のロットのものです。',
  },
  'lot-paused': {
    name: '一時停止中',
    meaning: 'ロットが一時停止されています。',
    remedy: '再開してよければ r を押してください。',
  },
  'lot-closed': {
    name: 'ロット締め済み',
    meaning: 'ロットは締められており、これ以上書き込めません。',
    remedy: 'q で終了してください。',
  },
  elsewhere: {
    name: '別のステーション',
    meaning: '別のステーションがこのトークンを処理しています。',
    remedy: '元のステーションに戻すか、その終了を待ってください。',
  },
  'lease-lost': {
    name: 'ステーション失効',
    meaning: '応答が途絶えたため、台帳がこのステーションの担当を解除しました。',
    remedy: 'fob station lot run を再実行してください。途中のトークンは挿し直すと修復されます。',
  },
  'station-busy': {
    name: 'ステーション使用中',
    meaning: 'このステーションは、別の画面などですでに稼働しています。',
    remedy: 'そちらで続けるか、そちらを q で終了してから再実行してください。',
  },
  'registry-lost': {
    name: '台帳に接続不可',
    meaning: '台帳を読み書きできません(サーバー・ネットワーク・ディスクの空き)。',
    remedy: 'トークンはそのままにし、復旧後に fob station lot run を再実行してください。',
  },
  'host-clock': {
    name: 'パソコンの時計',
    meaning: 'このパソコンの時計が正しくないため、トークンに誤った時刻が入ります。',
    remedy: '時計を合わせて(timedatectl)から、再実行してください。',
  },
  'not-qualified': {
    name: '始業点検なし',
    meaning: 'この勤務の始業点検(基準トークン)に合格していません。',
    remedy: '基準トークンを挿し、fob station qualify を実行してください。',
  },
};
