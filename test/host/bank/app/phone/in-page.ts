/** What tests run in the page itself: text, since it is the browser's and not Node's. */

/** Digits other than those given, once they are shown. */
export const shownCode = (before: string): string => `(() => {
  const text = document.querySelector('.code')?.textContent ?? '';
  return text !== '' && text !== ${JSON.stringify(before)} ? text : undefined;
})()`;

const STORE = `
  const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const store = (await done(indexedDB.open('fobkit-app'))).transaction('app').objectStore('app');
`;

/** What the phone keeps under a key. */
export const stored = (key: string): string => `(async () => {
  ${STORE}
  return await done(store.get(${JSON.stringify(key)}));
})()`;

/** All that the phone keeps. */
export interface Kept {
  readonly keys: readonly string[];
  /** What came of each try to export a key. */
  readonly exports: readonly string[];
  /** Texts, numbers, and bytes as hex. */
  readonly texts: readonly string[];
}

export const KEPT = `(async () => {
  ${STORE}
  const [values, keys] = await Promise.all([done(store.getAll()), done(store.getAllKeys())]);
  const exports = [];
  const texts = [];
  const look = async (value) => {
    if (value instanceof CryptoKey) {
      for (const format of ['raw', 'jwk', 'pkcs8']) {
        exports.push(await crypto.subtle.exportKey(format, value).then(() => format, ({ name }) => name));
      }
    } else if (value instanceof Uint8Array) {
      texts.push([...value].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    } else if (typeof value === 'object' && value !== null) {
      for (const one of Object.values(value)) await look(one);
    } else texts.push(String(value));
  };
  await look(values);
  return { keys: keys.map(String), exports, texts };
})()`;

/** The page goes into the background, or comes back. */
export const visibility = (state: 'hidden' | 'visible'): string => `
  Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
`;

/** Tries to run a script that is no file; true if it ran. */
export const INLINE_SCRIPT = `(() => {
  const script = document.createElement('script');
  script.textContent = 'document.body.dataset.ran = "yes"';
  document.head.append(script);
  return document.body.dataset.ran === 'yes';
})()`;

/** Remembers what is copied, in the list `copied`. */
export const WATCHED_CLIPBOARD = `
  globalThis.copied = [];
  navigator.clipboard.writeText = async (text) => { copied.push(text); };
`;

/** Remembers that persistent storage was asked for, and grants it. */
export const WATCHED_STORAGE = `
  navigator.storage.persist = async () => {
    document.documentElement.dataset.persist = 'asked';
    return true;
  };
`;

/** Widths and heights of all buttons. */
export const BUTTON_SIZES = `[...document.querySelectorAll('button')].flatMap((one) => {
  const { width, height } = one.getBoundingClientRect();
  return [width, height];
})`;
