import type { CommandWords } from './command-words.ts';

export const commandsJa: CommandWords = {
  names: {
    station: 'ステーション',
    role: '役割',
    state: '状態',
    name: '名前',
    id: 'ID',
    lot: 'ロット',
    type: '機種',
    purpose: '用途',
    codes: 'コード',
    created: '作成',
    closed: '締め',
    expiry: '更新予定日',
    trim: '補正の目標',
    golden: '基準トークン',
    number: '番号',
    serial: 'シリアル番号',
    device: '個体番号',
    reason: '理由',
    step: '段階',
    keyGeneration: '転送鍵の世代',
    labelsPrinted: 'ラベル印刷数',
    ended: '終了',
    visits: '処理回数',
    firstTime: '初回で完了',
    perHour: '毎時',
    median: '中央値',
    longest: '最長',
    format: '形式',
    tokens: 'トークン数',
    sha256: 'SHA-256',
    when: '日時',
    by: '担当',
    confirmed: '受領確認',
    purged: 'シード消去',
    entries: '記録数',
    head: '連鎖の末尾',
    clockOffset: '時計のずれ',
    clockJitter: '読み取り精度',
  },
  states: {
    open: '作業中',
    paused: '一時停止',
    closed: '締め済み',
    unused: '未使用',
    working: '処理中',
    done: '完了',
    scrapped: '廃棄',
    quarantined: '隔離',
    active: '有効',
    disabled: '無効',
  },
  roles: { supervisor: '責任者', operator: '作業者' },
  trimBy: { soak: '2回の読み取り', counter: '周波数カウンター' },
  intents: { claimed: '割り当て済み', loading: '書き込み中', labelling: '照合済み・ラベル前' },
  none: 'なし',
  initDone: (station, supervisor) =>
    `ステーション ${station} を作成しました。責任者 ${supervisor} がサインインしています。`,
  joined: (station) => `ステーション ${station} は既存の台帳を使います。`,
  keepKey: (file) =>
    `${file} の写しを台帳とは別の場所に保管してください。失うとシードを取り出せなくなります。`,
  operatorAdded: (name, role) => `${name} を${role}として登録しました。`,
  operatorDisabled: (name) => `${name} を無効にしました。`,
  signedIn: (name, until) => `${name} がサインインしました(${until} まで)。`,
  signedOut: 'サインアウトしました。',
  nobodySignedIn: 'サインインしている作業者はいません。',
  lotCreated: (name, planned, labels) =>
    `ロット ${name} を作成しました:${String(planned)} 個、${labels}。`,
  lotState: (name, state) =>
    ({
      open: `ロット ${name} を再開しました。`,
      paused: `ロット ${name} を一時停止しました。新しいトークンは処理しません。`,
      closed: `ロット ${name} を締めました。`,
    })[state],
  noLots: 'ロットがありません。fob station lot create NAME で作成してください。',
  noUnits: '該当するものはありません。',
  runEnded: (lot, { done, planned, working }, reason) =>
    `${lot}:完了 ${String(done)} / ${String(planned)}。${reason}。` +
    (working === 0
      ? ''
      : `処理途中 ${String(working)} 個:トークンを挿し直すと続きから処理します。`),
  imported: (tokens, file, id) =>
    `${file} から ${String(tokens)} 件を取り込みました(取り込み番号 ${String(id)})。` +
    `fob station lot create NAME --from ${String(id)} でロットを作成できます。`,
  exported: (tokens, file, id) =>
    `${String(tokens)} 件を ${file} に書き出しました(書き出し番号 ${String(id)})。` +
    `受領の確認後に fob station export ack ${String(id)} を実行してください。`,
  confirmedExport: (id) => `書き出し ${String(id)} の受領を記録しました。`,
  askPurge: (seeds, lot) => `ロット ${lot} のシード ${String(seeds)} 件を完全に消去しますか?`,
  purged: (seeds, lot) => `ロット ${lot} のシード ${String(seeds)} 件を台帳から消去しました。`,
  deeds: {
    scrap: (serial) => `${serial} を廃棄しました。`,
    rework: (serial) => `${serial} は再作業できます。`,
    reprint: (serial) => `${serial} のラベルを再印刷しました。`,
  },
  written: (file) => `書き込みました:${file}`,
  printed: (labels, printer) => `${printer} にラベル ${String(labels)} 枚を送りました。`,
  qualified: (device) => `合格:基準トークン ${device} はすべての点検に合格しました。`,
  notQualified: (device) => `不合格:基準トークン ${device} の点検で異常が見つかりました。`,
  goldenAdded: (device) => `${device} を基準トークンとして登録しました。`,
  goldenWanted: '基準トークンを挿し、ほかのトークンは抜いてください。',
  auditHolds: (entries, chains) =>
    `監査記録は正常です:連鎖 ${String(chains)} 本、${String(entries)} 件、すべて署名済みで欠けはありません。`,
  auditFaults: (faults) => `監査記録に異常があります:${String(faults)} 件。`,
  backedUp: (file) => `台帳を ${file} に複製し、複製を検査しました。`,
  restored: (to) => `台帳を ${to} に復元し、検査しました。`,
  headsTooOld:
    'これまでの台帳は指定された末尾より先へ進んでいます。指定は使わず、使用済みの可能性があるものをすべて廃棄としました。',
  scrappedByRestore: (lot, units) =>
    `ロット ${lot} を一時停止し、書き込み済みの可能性がある ${String(units)} 個を廃棄としました。`,
  rekeyed: '台帳は新しい鍵でだけ開きます。以前の複製は古い鍵で開きます。',
  scan: {
    seed: 'シード(秘密のため表示しません)',
    serial: 'シリアル番号',
    device: '個体番号',
    otpauth: 'シードを含む otpauth: のQRコード(表示しません)',
  },
};
