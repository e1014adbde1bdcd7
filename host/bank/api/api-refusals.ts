/** What the API refuses before the bank is asked. */
export const API_REFUSALS = {
  'no-token': {
    status: 401,
    ja: 'APIトークンが必要です。',
    en: 'A token of the API is wanted: Authorization: Bearer TOKEN.',
  },
  'token-wrong': {
    status: 401,
    ja: 'APIトークンが無効です。',
    en: 'The token of the API is not valid, or was revoked.',
  },
  'role-wrong': {
    status: 403,
    ja: 'このAPIトークンではこの操作はできません。',
    en: 'The role of this token does not allow this.',
  },
  'too-many-requests': {
    status: 429,
    ja: '操作が集中しています。しばらく時間をおいてから、もう一度操作してください。',
    en: 'Too many requests by this token. Wait a while, then ask again.',
  },
  'not-json': {
    status: 415,
    ja: '要求の本文はJSONで送信してください。',
    en: 'The body of the request is to be JSON (Content-Type: application/json).',
  },
  malformed: {
    status: 400,
    ja: '要求の形式に誤りがあります。',
    en: 'The request is not in its form: faults names each place.',
  },
  'import-refused': {
    status: 422,
    ja: 'トークンを取り込めませんでした。',
    en: 'Nothing was imported: faults names each token that cannot be had.',
  },
  'too-many-own-streams': {
    status: 429,
    ja: 'このAPIトークンで受信中のイベント配信が多すぎます。',
    en: 'This token has too many streams of events open: end one first.',
  },
  'too-many-streams': {
    status: 503,
    ja: 'ただいまイベントを配信できません。',
    en: 'Too many streams of events are open.',
  },
} as const;
export type ApiRefusal = keyof typeof API_REFUSALS;
