/** Written before this script by the bank: the files of the app and their version. */
declare const APP_ASSETS: {
  readonly version: string;
  readonly page: string;
  readonly paths: readonly string[];
};

(() => {
  const scope: unknown = self;
  if (!(scope instanceof ServiceWorkerGlobalScope)) return;
  const worker = scope;
  const PREFIX = 'fobkit-app-';
  const cacheName = `${PREFIX}${APP_ASSETS.version}`;
  const root = new URL('./', worker.location.href);
  const known = new Set(APP_ASSETS.paths.map((path) => new URL(path, root).href));

  // All files of one version or none: half an app would be worse than yesterday's.
  worker.addEventListener('install', (event) => {
    event.waitUntil(
      caches
        .open(cacheName)
        .then((cache) =>
          cache.addAll([...known].map((url) => new Request(url, { cache: 'reload' }))),
        )
        .then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener('activate', (event) => {
    event.waitUntil(
      caches
        .keys()
        .then((names) =>
          Promise.all(
            names
              .filter((name) => name.startsWith(PREFIX) && name !== cacheName)
              .map((name) => caches.delete(name)),
          ),
        )
        .then(() => worker.clients.claim()),
    );
  });

  worker.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    const plain = url.origin + url.pathname;
    // What the bank is asked goes to the bank, always.
    if (event.request.method !== 'GET' || !known.has(plain)) return;
    event.respondWith(
      caches
        .open(cacheName)
        .then((cache) => cache.match(plain))
        .then((found) => found ?? fetch(event.request)),
    );
  });
})();
