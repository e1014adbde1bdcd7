import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readAppAssets, APP_PAGE, type AppAsset } from './app-assets.ts';
import type { PhoneDesk, RefusedApp } from './phone-desk.ts';
import { MOST_REQUEST_BYTES, readActivateRequest, readConfirmRequest } from './app-requests.ts';
import { toBase64url } from './shared/base64url.ts';
import { APP_REFUSALS, APP_VERSION } from './shared/wire.ts';

/** Nothing but what the bank itself serves; no inline script, no inline style, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The software token's files and its activation (docs/bank/app.md), to be mounted under a path of
 * its own: `web.route('/app', appRoutes(bank))`; the page is then /app/token. Uses no cookies.
 */
export function appRoutes(bank: PhoneDesk): Hono {
  const assets = readAppAssets();
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.use(
    '/api/*',
    bodyLimit({ maxSize: MOST_REQUEST_BYTES, onError: (c) => refuse(c, 'malformed') }),
  );

  app.get('/', (c) => c.redirect(`${c.req.path.replace(/\/$/, '')}/${APP_PAGE}`));
  app.get('/api/time', (c) => answer(c, {}));
  app.post('/api/activate', async (c) => {
    const request = isJson(c) ? readActivateRequest(await c.req.text()) : undefined;
    if (request === undefined) return refuse(c, 'malformed');
    const done = await bank.activate(request);
    if ('refused' in done) return refuse(c, done.refused);
    const { serial, parameters, seed } = done;
    return answer(c, {
      serial,
      parameters,
      bankPoint: toBase64url(seed.bankPoint),
      nonce: toBase64url(seed.nonce),
      sealed: toBase64url(seed.sealed),
    });
  });
  app.post('/api/confirm', async (c) => {
    const request = isJson(c) ? readConfirmRequest(await c.req.text()) : undefined;
    if (request === undefined) return refuse(c, 'malformed');
    const done = await bank.confirm(request);
    return 'refused' in done ? refuse(c, done.refused) : answer(c, { serial: done.serial });
  });
  app.all('/api/*', (c) => refuse(c, 'malformed'));

  app.get('/sw.js', (c) => serve(c, assets.worker));
  for (const file of assets.files.values()) app.get(`/${file.path}`, (c) => serve(c, file));
  // Hono's own answer would quote what was thrown.
  app.onError((_, c) => refuse(c, 'unavailable'));

  function serve(c: Context, { body, type }: AppAsset): Response {
    const tag = `"${assets.version}"`;
    const headers = { 'Cache-Control': 'no-cache', 'Content-Type': type, ETag: tag };
    const isKnown = c.req.header('If-None-Match') === tag;
    return isKnown ? c.body(null, 304, headers) : c.body(body, 200, headers);
  }

  function answer(c: Context, told: object): Response {
    return c.json({ version: APP_VERSION, unixMs: bank.unixMs(), ...told }, 200, {
      'Cache-Control': 'no-store',
    });
  }

  function refuse(c: Context, refused: RefusedApp['refused']): Response {
    const told = { version: APP_VERSION, unixMs: bank.unixMs(), refused };
    return c.json(told, APP_REFUSALS[refused], { 'Cache-Control': 'no-store' });
  }

  return app;
}

function isJson(c: Context): boolean {
  return /^application\/json(;|$)/.test(c.req.header('Content-Type') ?? '');
}
