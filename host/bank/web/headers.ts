import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './web-env.ts';

/** Nothing but the bank's own files: no inline script or style, no frame around it, forms to itself. */
const CONTENT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // `no-referrer` would make browsers send `Origin: null` with the bank's own forms.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

const HSTS = 'max-age=31536000';

/** Sets each header that the answer does not have of its own. */
export function securityHeaders(isSecure: boolean): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
    // For `localhost` it would hold for every other server of the machine too.
    if (isSecure && new URL(context.req.url).hostname !== 'localhost') {
      context.res.headers.set('Strict-Transport-Security', HSTS);
    }
  };
}
