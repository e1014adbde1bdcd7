import { randomBytes } from 'node:crypto';
import type { HostClock } from '@fobkit/client';
import { StoreError, VaultError } from '@fobkit/store';
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { BusyError } from '../domain/busy-error.ts';
import type { Assets } from './assets.ts';
import { bodyGuard, formGuard, hostGuard, originGuard, rateGuard } from './guards.ts';
import { noVisit, visits } from './cookie-visit.ts';
import { securityHeaders } from './headers.ts';
import { chooseLanguage, isLanguage, languageOf } from './language.ts';
import type { Network } from './network.ts';
import { type RefusalPage, type Refuse, refuser } from './refuse.ts';
import { behindProxies } from './remote.ts';
import { type LoggedRequest, requestLog } from './request-log.ts';
import { Sessions, type SessionTimes } from './sessions.ts';
import { type BucketRate, TokenBuckets } from './token-buckets.ts';
import type { WebEnv } from './web-env.ts';

export interface WebBaseOptions {
  readonly clock: HostClock;
  /** Whether it is served by TLS. */
  readonly isSecure: boolean;
  /** Names under which it may be asked, without port; the loopback's if absent. */
  readonly hosts?: readonly string[];
  /**
   * The origin that visitors see, `https://bank.example`, where a proxy has the TLS: pages come from
   * it alone, and it is one of the names.
   */
  readonly publicUrl?: URL;
  /** Proxies whose X-Forwarded-For is believed; nobody's if absent. */
  readonly proxies?: readonly Network[];
  readonly sessionTimes?: SessionTimes;
  /** `bank` if absent. */
  readonly cookie?: string;
  /**
   * Paths asked by programs, such as `/api`: they have no cookie, session or form, so that a browser
   * that is logged in gives them no rights; they bring their own proof. Refused in JSON.
   */
  readonly programs?: readonly string[];
  readonly rates?: Partial<WebRates>;
  /** Bytes of a request's body: 64 KiB if absent. */
  readonly bodyBytes?: number;
  readonly assets?: Assets;
  readonly refusalPage?: (refusal: RefusalPage) => string | Promise<string>;
  readonly log?: (request: LoggedRequest) => void;
  /** Told of what a page threw, with the id that the visitor sees. */
  readonly onFailure?: (error: unknown, requestId: string) => void;
}

export interface WebRates {
  /** All requests of an address: 400 at once, 100 a second. */
  readonly all: BucketRate;
  /** What changes something, by address: 100 at once, 10 a second. */
  readonly unsafe: BucketRate;
  /** What `account` counts: 10 at once, one in five seconds. */
  readonly account: BucketRate;
}

export interface WebBase {
  /** Every page and API is added to it. */
  readonly app: Hono<WebEnv>;
  readonly refuse: Refuse;
  /** Counts a try at an account; the answer to give when there were too many. */
  account(context: Context<WebEnv>, account: string): Promise<Response | undefined>;
}

const RATES: WebRates = {
  all: { burst: 400, perSecond: 100 },
  unsafe: { burst: 100, perSecond: 10 },
  account: { burst: 10, perSecond: 0.2 },
};
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const BODY_BYTES = 65_536;

/** The base of every page and API: what is refused before any of them is asked. */
export function webBase(options: WebBaseOptions): WebBase {
  const { clock, programs = [], publicUrl } = options;
  const isSecure = options.isSecure || publicUrl?.protocol === 'https:';
  const originOf = ({ host }: URL): string =>
    publicUrl?.origin ?? `${isSecure ? 'https' : 'http'}://${host}`;
  const hosts = [...(options.hosts ?? LOOPBACK), ...(publicUrl ? [publicUrl.hostname] : [])];
  const isProgram = (path: string): boolean =>
    programs.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  const refuse = refuser({
    isProgram,
    ...(options.refusalPage === undefined ? {} : { page: options.refusalPage }),
  });
  const buckets = (name: keyof WebRates): TokenBuckets =>
    new TokenBuckets(clock, options.rates?.[name] ?? RATES[name]);
  const sessions = new Sessions(clock, options.sessionTimes);
  const app = new Hono<WebEnv>();

  app.use(behindProxies(options.proxies ?? []));
  app.use(requestLog(clock, options.log ?? (() => undefined)));
  app.use(securityHeaders(isSecure));
  app.use(hostGuard(new Set(hosts.map((host) => host.toLowerCase())), refuse));
  app.use(rateGuard(buckets('all'), buckets('unsafe'), refuse));
  if (options.assets !== undefined) app.use(options.assets.serve);
  app.use(originGuard(originOf, refuse));
  app.use(bodyGuard(options.bodyBytes ?? BODY_BYTES, refuse));
  app.use(async (context, next) => {
    context.set('language', languageOf(context));
    await next();
  });
  const visitOptions = {
    sessions,
    isSecure,
    key: randomBytes(32),
    cookie: options.cookie ?? 'bank',
  };
  const [visit, form] = [visits(visitOptions), formGuard(refuse)];
  app.use(async (context, next) => {
    if (!isProgram(context.req.path)) return visit(context, next);
    noVisit(context, visitOptions);
    return next();
  });
  app.use((context, next) => (isProgram(context.req.path) ? next() : form(context, next)));
  app.post('/language', (context) => {
    const language = context.var.form.get('language');
    if (isLanguage(language)) chooseLanguage(context, language, isSecure);
    return context.redirect(ownPath(context.var.form.get('to')), 303);
  });
  app.notFound((context) => refuse(context, 'not-found'));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return refuse(context, 'bad-request');
    if (error instanceof BusyError) {
      const again = ownPath(context.req.path);
      return refuse(context, 'busy', { retryAfter: error.retryAfter, again });
    }
    options.onFailure?.(error, context.var.requestId);
    // A vault that was given another key beside this process: until it is started again.
    const isStore = error instanceof StoreError || error instanceof VaultError;
    return refuse(context, isStore ? 'unavailable' : 'internal');
  });

  const accounts = buckets('account');
  return {
    app,
    refuse,
    async account(context, account) {
      const taken = accounts.take(account);
      if (taken.ok) return undefined;
      const again = ownPath(context.req.path);
      return refuse(context, 'too-many', { retryAfter: taken.retryAfter, again });
    },
  };
}

/** A path of this server to go back to; never another server's. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])[\w./-]{0,200}$/.test(path) ? path : '/';
}
