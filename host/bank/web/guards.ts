import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { FormFields, FormTooLarge } from './form-fields.ts';
import { type Refuse } from './refuse.ts';
import { remoteKey } from './remote.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { WebEnv } from './web-env.ts';

type Guard = MiddlewareHandler<WebEnv>;

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isUnsafe = (method: string): boolean => !SAFE.has(method);

/** Answers only under the names it knows: another one is DNS rebinding. */
export function hostGuard(hosts: ReadonlySet<string>, refuse: Refuse): Guard {
  const isKnown = (host: string): boolean => hosts.has(host.replace(/:\d+$/, '').toLowerCase());
  return async (context, next) => {
    const header = context.req.header('host');
    const isWrong = header !== undefined && !isKnown(header);
    if (isWrong || !isKnown(new URL(context.req.url).host)) return refuse(context, 'wrong-host');
    await next();
    return undefined;
  };
}

/**
 * What changes something comes from a page of this origin. A browser tells it by Sec-Fetch-Site and
 * Origin; who sends neither is no browser, and still needs the token of a form. `originOf`: that of
 * what was asked for, as a browser writes it.
 */
export function originGuard(originOf: (url: URL) => string, refuse: Refuse): Guard {
  return async (context, next) => {
    if (isUnsafe(context.req.method)) {
      const own = originOf(new URL(context.req.url));
      const origin = context.req.header('origin');
      const site = context.req.header('sec-fetch-site');
      const isForeign =
        (origin !== undefined && origin.toLowerCase() !== own) ||
        (site !== undefined && site !== 'same-origin' && site !== 'none');
      if (isForeign) return refuse(context, 'foreign-origin');
    }
    await next();
    return undefined;
  };
}

/** Counts requests by address: all of them, and those that change something besides. */
export function rateGuard(all: TokenBuckets, unsafe: TokenBuckets, refuse: Refuse): Guard {
  return async (context, next) => {
    const key = remoteKey(context);
    const buckets = isUnsafe(context.req.method) ? [all, unsafe] : [all];
    for (const bucket of buckets) {
      const taken = bucket.take(key);
      if (!taken.ok) return refuse(context, 'too-many', { retryAfter: taken.retryAfter });
    }
    await next();
    return undefined;
  };
}

/** A body of more bytes is not read. */
export function bodyGuard(bytes: number, refuse: Refuse): Guard {
  return bodyLimit({ maxSize: bytes, onError: (context) => refuse(context, 'too-large') });
}

/** Reads the form of what changes something, and wants the visitor's token in it. Sets `form`. */
export function formGuard(refuse: Refuse): Guard {
  return async (context, next) => {
    if (isUnsafe(context.req.method)) {
      const type = context.req.header('content-type') ?? '';
      if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) {
        return refuse(context, 'not-a-form');
      }
      const form = readForm(await context.req.text());
      if (form === undefined) return refuse(context, 'too-large');
      if (!context.var.visit.isCsrf(form.get('csrf'))) return refuse(context, 'form-stale');
      context.set('form', form);
    }
    await next();
    return undefined;
  };
}

function readForm(body: string): FormFields | undefined {
  try {
    return new FormFields(body);
  } catch (error) {
    if (error instanceof FormTooLarge) return undefined;
    throw error;
  }
}
