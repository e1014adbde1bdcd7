export type CertificateLanguage = 'ja' | 'en';

/** What the certificate says in a language. */
export interface CertificateWords {
  readonly title: string;
  readonly interim: string;
  readonly closed: string;
  readonly lot: string;
  readonly profile: string;
  readonly model: string;
  readonly purpose: string;
  readonly test: string;
  readonly production: string;
  readonly serials: string;
  readonly to: string;
  readonly parameters: string;
  readonly digits: (count: number) => string;
  readonly step: (seconds: number) => string;
  readonly created: string;
  readonly closedAt: string;
  readonly expiry: string;
  readonly zone: string;
  readonly by: (name: string) => string;
  readonly counts: string;
  readonly planned: string;
  readonly done: string;
  readonly scrapped: string;
  readonly quarantined: string;
  readonly unused: string;
  readonly working: string;
  readonly sum: string;
  readonly reason: string;
  readonly units: string;
  readonly state: string;
  readonly checks: string;
  readonly keyCheck: string;
  readonly codeCheck: string;
  readonly trim: string;
  readonly ofDone: (units: number, done: number) => string;
  readonly notAsked: string;
  readonly golden: string;
  readonly passed: string;
  readonly failed: string;
  readonly none: string;
  readonly stations: string;
  readonly station: string;
  readonly operators: string;
  readonly visits: string;
  readonly first: string;
  readonly last: string;
  readonly exports: string;
  readonly file: string;
  readonly exported: string;
  readonly acknowledged: string;
  readonly purged: string;
  readonly heads: string;
  readonly sequence: string;
  readonly lastHash: string;
  readonly digest: string;
  readonly issued: string;
  readonly software: string;
  readonly signature: string;
  readonly name: string;
  readonly date: string;
  readonly font: string;
}

const EN: CertificateWords = {
  title: 'Lot certificate',
  interim: 'INTERIM: the lot is not closed',
  closed: 'Lot closed',
  lot: 'Lot',
  profile: 'Fob type',
  model: 'Model',
  purpose: 'Purpose',
  test: 'test fobs',
  production: 'production',
  serials: 'Serial labels',
  to: ' to ',
  parameters: 'Codes',
  digits: (count) => `${String(count)} digits`,
  step: (seconds) => `every ${String(seconds)} s`,
  created: 'Created',
  closedAt: 'Closed',
  expiry: 'Expires',
  zone: 'Times are of',
  by: (name) => ` by ${name}`,
  counts: 'Units',
  planned: 'Planned',
  done: 'Done',
  scrapped: 'Scrapped',
  quarantined: 'Quarantined',
  unused: 'Unused',
  working: 'Working',
  sum: 'Planned = done + scrapped + quarantined + unused + working',
  reason: 'Reason',
  units: 'Units',
  state: 'State',
  checks: 'Checks',
  keyCheck: 'Key check of the loaded seed',
  codeCheck: 'Displayed code against an independent engine',
  trim: 'Clock trimmed',
  ofDone: (units, done) => `${String(units)} of ${String(done)} done`,
  notAsked: 'not asked for',
  golden: 'Golden fob',
  passed: 'passed',
  failed: 'FAILED',
  none: 'none',
  stations: 'Stations and operators',
  station: 'Station',
  operators: 'Operators',
  visits: 'Visits',
  first: 'First',
  last: 'Last',
  exports: 'Export files',
  file: 'File',
  exported: 'Exported',
  acknowledged: 'Confirmed',
  purged: 'Seeds deleted',
  heads: 'Audit chains',
  sequence: 'Entries',
  lastHash: 'Head of the chain (SHA-256)',
  digest: 'SHA-256 of everything on this certificate',
  issued: 'Issued',
  software: 'Software',
  signature: 'Signature',
  name: 'Name',
  date: 'Date',
  font: 'Typeface: Noto Sans JP, SIL Open Font License 1.1',
};

const JA: CertificateWords = {
  title: 'ロット証明書',
  interim: '中間報告：ロットは締められていません',
  closed: '締め済み',
  lot: 'ロット',
  profile: '機種',
  model: '型式',
  purpose: '用途',
  test: '試験用',
  production: '本番',
  serials: 'シリアル番号',
  to: ' – ',
  parameters: 'コード',
  digits: (count) => `${String(count)}桁`,
  step: (seconds) => `${String(seconds)}秒毎`,
  created: '作成',
  closedAt: '締め',
  expiry: '更新予定日',
  zone: '時刻の基準',
  by: (name) => `（${name}）`,
  counts: '数量',
  planned: '予定',
  done: '完了',
  scrapped: '廃棄',
  quarantined: '隔離',
  unused: '未使用',
  working: '処理中',
  sum: '予定＝完了＋廃棄＋隔離＋未使用＋処理中',
  reason: '理由',
  units: '数量',
  state: '状態',
  checks: '検査',
  keyCheck: '書き込んだシードの照合',
  codeCheck: '表示コードの照合（独立した計算）',
  trim: '時計の補正',
  ofDone: (units, done) => `完了${String(done)}個のうち${String(units)}個`,
  notAsked: '対象外',
  golden: '基準トークンによる始業点検',
  passed: '合格',
  failed: '不合格',
  none: 'なし',
  stations: 'ステーションと作業者',
  station: 'ステーション',
  operators: '作業者',
  visits: '処理回数',
  first: '開始',
  last: '終了',
  exports: '書き出しファイル',
  file: 'ファイル',
  exported: '書き出し',
  acknowledged: '受領確認',
  purged: 'シード消去',
  heads: '監査記録',
  sequence: '記録数',
  lastHash: '連鎖の末尾（SHA-256）',
  digest: 'この証明書の全内容のSHA-256',
  issued: '発行',
  software: 'ソフトウェア',
  signature: '署名',
  name: '氏名',
  date: '日付',
  font: '書体：Noto Sans JP（SIL Open Font License 1.1）',
};

export const CERTIFICATE_WORDS: Readonly<Record<CertificateLanguage, CertificateWords>> = {
  en: EN,
  ja: JA,
};
