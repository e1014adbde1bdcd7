import type { FobErrorCode } from '@fobkit/client';
import type { ScreenWords } from './screen-words.ts';

const deeds = { scrap: '廃棄', rework: '再作業', reprint: 'ラベル再印刷' } as const;

const NOT_OPEN: Partial<Record<FobErrorCode, string>> = {
  'not-found': 'デバイスがまだありません',
  busy: '別のプログラムが使用中です',
  permission: '開く権限がありません。fob doctor を実行してください',
};

export const screenJa: ScreenWords = {
  steps: {
    identify: '識別中',
    'self-test': '自己診断中',
    claim: '番号割り当て中',
    'open-channel': '暗号通信の開始',
    'set-clock': '時刻設定中',
    'load-seed': 'シード書き込み中',
    'key-check': 'シード照合中',
    'read-code': 'コード照合中',
    'rotate-key': '転送鍵の交換中',
    label: 'ラベル印刷中',
    record: '記録中',
    soak: '時計の計測中',
    trim: '時計の補正中',
  },
  ends: {
    done: '完了',
    trimmed: '補正完了',
    'rolled-back': '未書き込み(空のまま)',
    quarantined: '隔離',
    refused: '受付不可',
    'left-open': '処理途中・挿し直してください',
    'would-do': '書き込み可能',
  },
  runEnds: {
    'lot-done': 'ロットの全数が完了しました',
    stopped: '停止しました',
    'lot-closed': 'ロットが締められました',
    trouble: '異常により終了しました',
  },
  purposes: { test: '試験用', production: '本番' },
  counts: {
    planned: '予定',
    done: '完了',
    scrapped: '廃棄',
    quarantined: '隔離',
    unused: '未使用',
    working: '処理中',
    trimmed: '補正済み',
  },
  dryRun: '予行:書き込みはしません',
  of: (done, planned) => `完了 ${String(done)} / ${String(planned)}`,
  perHour: (units) => (units === 0 ? '毎時 – 個' : `毎時 ${String(units)} 個`),
  left(minutes) {
    if (minutes === undefined) return '残り時間 –';
    const hours = Math.floor(minutes / 60);
    return hours === 0
      ? `残り ${String(minutes)} 分`
      : `残り ${String(hours)} 時間 ${String(minutes % 60)} 分`;
  },
  seconds: (seconds) => `${seconds} 秒`,
  port: 'ポート',
  serial: 'シリアル番号',
  state: '状態',
  insert: 'トークンを挿してください',
  identifying: 'トークンを検出',
  pressNow: '今すぐボタンを押してください',
  takeOut: '抜いてください',
  noPorts: 'トークン待ち:どのポートにでも挿してください。',
  waitingAt: (port, { reason, why }) => `${port} のトークン待ち:${NOT_OPEN[reason] ?? why}`,
  morePorts: (count) => `ほか ${String(count)} ポート`,
  failures: '未完了',
  paused: (by) => (by === undefined ? '一時停止しました' : `${by} が一時停止しました`),
  resumed: (by) => (by === undefined ? '再開しました' : `${by} が再開しました`),
  pausedBanner: '一時停止中:新しいトークンは処理しません。r で再開。',
  finishing: '終了処理中:処理中の分だけ完了させます。Q で即時停止。',
  interrupted: '終了処理中:処理中の分だけ完了させます(最長10秒)。もう一度 Ctrl-C で即時停止。',
  stopping: '停止中',
  sure: '書き込み中のトークンがあります。停止しますか(再び挿すまで処理途中のままです)。y はい、他のキー いいえ',
  askUnit: (deed) => `${deeds[deed]}するもの:`,
  unitKeys: 'ラベルを読み取るか番号を入力 · ↑ ↓ 前後 · Enter で決定、Esc で取り消し',
  askReason: (deed, serialLabel) => `${serialLabel} の${deeds[deed]}の理由:`,
  reasonKeys: 'Enter で実行、Esc で取り消し',
  failureTitle: (at, of) => `未完了 ${String(at)} / ${String(of)}`,
  failureKeys: '↑ ↓ 前後 · s 廃棄 · w 再作業 · l ラベル再印刷 · Esc 戻る',
  device: '個体番号',
  whatToDo: '対処',
  keys: [
    ['q', '終了'],
    ['p', '一時停止'],
    ['d', '未完了'],
    ['l', 'ラベル'],
    ['?', 'ヘルプ'],
  ],
  help: [
    ['q', '終了:処理中の分を完了させてから終わります'],
    ['Q', '即時停止:処理中のトークンは再び挿すまで処理途中のままです'],
    ['p', 'このステーションの一時停止(処理中の分は完了させます)'],
    ['r', '再開'],
    ['d', '未完了のトークンを新しい順に見る'],
    ['s', '廃棄(対象と理由を入力)'],
    ['w', '再作業(対象と理由を入力)'],
    ['l', 'ラベルの再印刷(対象と理由を入力)'],
    ['?', 'このヘルプ'],
  ],
  anyKey: 'どのキーでも戻ります',
  tooSmall: '画面が小さすぎます。',
  deedDone: (deed, serialLabel) => `${serialLabel}:${deeds[deed]}しました`,
  deedFailed: (deed, serialLabel, why) => `${serialLabel}:${deeds[deed]}できません:${why}`,
};
