/** What the base of the web refuses, by itself, before any page is asked. */
export const WEB_REFUSALS = {
  'wrong-host': {
    status: 421,
    ja: 'このアドレスではご利用いただけません。',
    en: 'This server does not answer under that name.',
  },
  'foreign-origin': {
    status: 403,
    ja: '他のサイトからの操作は受け付けられません。',
    en: 'A page of another site may not do this.',
  },
  'form-stale': {
    status: 403,
    ja: '画面の有効期限が切れています。画面を開き直して、もう一度操作してください。',
    en: 'The form is out of date. Open the page again and repeat what you did.',
  },
  'not-a-form': {
    status: 415,
    ja: '入力内容を受け付けられません。画面から操作してください。',
    en: 'This is not what the page’s form sends.',
  },
  'too-large': {
    status: 413,
    ja: '入力内容が長すぎます。入力内容をご確認のうえ、もう一度入力してください。',
    en: 'What was entered is too long. Check it and enter it again.',
  },
  'too-many': {
    status: 429,
    ja: '操作が集中しています。しばらく時間をおいてから、もう一度操作してください。',
    en: 'Too many requests. Wait a while, then repeat what you did.',
  },
  'bad-request': {
    status: 400,
    ja: '要求を受け付けられません。',
    en: 'The request cannot be understood.',
  },
  'not-found': {
    status: 404,
    ja: 'お探しの画面は見つかりません。',
    en: 'There is no such page.',
  },
  busy: {
    status: 503,
    ja: 'ただいま混み合っているため、操作は受け付けられませんでした。しばらくしてから、もう一度操作してください。',
    en: 'The bank is busy: nothing was done. Wait a few seconds, then repeat what you did.',
  },
  unavailable: {
    status: 503,
    ja: 'ただいまサービスをご利用いただけません。しばらくしてから、もう一度操作してください。',
    en: 'The service is not available now. Repeat what you did in a while.',
  },
  internal: {
    status: 500,
    ja: 'システムエラーが発生しました。お取引店へご連絡ください。',
    en: 'Something went wrong at the bank. Please tell your branch.',
  },
} as const;
export type WebRefusal = keyof typeof WEB_REFUSALS;
