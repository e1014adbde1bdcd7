import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { newId, type SessionData, type Sessions } from './sessions.ts';
import type { Visit } from './visit.ts';
import type { WebEnv } from './web-env.ts';

export interface VisitOptions {
  readonly sessions: Sessions;
  /** 32 bytes: ties the tokens of forms to ids. */
  readonly key: Uint8Array;
  readonly isSecure: boolean;
  /** Tells apart the cookies of two banks on one machine: cookies know no ports. */
  readonly cookie: string;
}

/** `s`: of a session; `v`: of a visitor, who has forms but no session. */
const COOKIE = /^(?<kind>[sv])\.(?<id>[A-Za-z0-9_-]{43})$/;

/** Sets `visit`; its cookie goes out when it has changed. */
export function visits(options: VisitOptions): MiddlewareHandler<WebEnv> {
  const name = options.isSecure ? `__Host-${options.cookie}` : options.cookie;
  return async (context, next) => {
    const came = getCookie(context, name) ?? '';
    // A page that watches events asks again and again when nobody sits before it any more.
    const isWatching = context.req.header('accept') === 'text/event-stream';
    const visit = new CookieVisit(came, options, isWatching);
    context.set('visit', visit);
    await next();
    if (visit.cookie !== came && visit.cookie !== '') {
      setCookie(context, name, visit.cookie, {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        secure: options.isSecure,
      });
    }
  };
}

/** A visit without a cookie, for what never looks at one. */
export function noVisit(context: Context<WebEnv>, options: VisitOptions): void {
  context.set('visit', new CookieVisit('', options));
}

class CookieVisit implements Visit {
  readonly #sessions: Sessions;
  readonly #key: Uint8Array;
  #data: SessionData | undefined;
  #isOver = false;
  #cookie: string;

  constructor(cookie: string, { sessions, key }: VisitOptions, isWatching = false) {
    this.#sessions = sessions;
    this.#key = key;
    const { kind, id } = COOKIE.exec(cookie)?.groups ?? {};
    this.#cookie = id === undefined ? '' : cookie;
    if (kind !== 's' || id === undefined) return;
    this.#data = isWatching ? sessions.look(id) : sessions.use(id);
    this.#isOver = this.#data === undefined;
  }

  get cookie(): string {
    return this.#cookie;
  }

  get data(): SessionData | undefined {
    return this.#data;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get csrf(): string {
    // A token of an id that is over would be refused before the form could say so.
    if (this.#data === undefined && !this.#cookie.startsWith('v.')) this.#cookie = `v.${newId()}`;
    return this.#token();
  }

  begin(data: SessionData): void {
    const before = this.#data === undefined ? undefined : this.#cookie.slice(2);
    this.#cookie = `s.${this.#sessions.begin(data, before)}`;
    this.#data = data;
    this.#isOver = false;
  }

  keep(data: SessionData): void {
    if (this.#data === undefined) return;
    this.#sessions.keep(this.#cookie.slice(2), data);
    this.#data = data;
  }

  end(): void {
    if (this.#data !== undefined) this.#sessions.end(this.#cookie.slice(2));
    this.#cookie = `v.${newId()}`;
    this.#data = undefined;
    this.#isOver = false;
  }

  isCsrf(token: string): boolean {
    if (this.#cookie === '') return false;
    const [wanted, given] = [Buffer.from(this.#token()), Buffer.from(token)];
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  #token(): string {
    return createHmac('sha256', this.#key).update(`csrf ${this.#cookie}`).digest('base64url');
  }
}
