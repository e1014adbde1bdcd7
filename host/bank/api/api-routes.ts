import type { HostClock } from '@fobkit/client';
import { type Context, Hono } from 'hono';
import type { ApiCaller } from '../domain/api-caller.ts';
import type { Bank } from '../domain/bank.ts';
import { remoteKey } from '../web/remote.ts';
import { type BucketRate, TokenBuckets } from '../web/token-buckets.ts';
import type { WebEnv } from '../web/web-env.ts';
import { answerOf } from './answer-of.ts';
import { EventStreams } from './event-streams.ts';
import { jsonPlace } from './json-place.ts';
import { openApiOf } from './openapi.ts';
import type { Answer, Call, RefusedByApi, Route } from './route.ts';
import { codeRoutes } from './routes/codes.ts';
import { contractRoutes } from './routes/contracts.ts';
import { deskRoutes } from './routes/desk.ts';
import { eventRoutes } from './routes/events.ts';
import { tokenRoutes } from './routes/tokens.ts';

export interface ApiOptions {
  readonly clock: HostClock;
  /** `ApiTokens.callerOf`: whose token it is. */
  readonly callerOf: (token: string) => Promise<ApiCaller | undefined>;
  readonly rates?: Partial<ApiRates>;
  /** The origin that programs see, for the document; absent: that which they asked. */
  readonly publicUrl?: URL;
}

export interface ApiRates {
  /** Requests of one token: 500 at once, 200 a second. */
  readonly caller: BucketRate;
  /** Tokens that are none, by address: 20 at once, one in two seconds. */
  readonly wrong: BucketRate;
}

const RATES: ApiRates = {
  caller: { burst: 500, perSecond: 200 },
  wrong: { burst: 20, perSecond: 0.5 },
};
const NOBODY: ApiCaller = { name: 'nobody', role: 'auditor' };
const BEARER = /^Bearer +([\w.~+/=-]{1,200})$/i;

/**
 * The bank for programs (docs/bank/api.md), to be mounted under `/api` of a web's base that has it
 * among its `programs`. The document of it all is at `/api/v1/openapi.json`.
 */
export function apiRoutes(bank: Bank, options: ApiOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const routes = allRoutes(bank, options.clock);
  const document = openApiOf(routes, options.publicUrl?.origin);
  const guard = new Guard(options);
  app.get('/v1/openapi.json', (context) => context.json(document));
  for (const route of routes) {
    app.on(route.method, route.path.replace(/\{(\w+)\}/g, ':$1'), async (context) => {
      const caller = route.roles.length === 0 ? NOBODY : await guard.callerOf(context, route);
      const isAllowed = (): Promise<boolean> => guard.isAllowed(context, route);
      const answer =
        'name' in caller ? await run({ bank, caller, context, isAllowed }, route) : caller;
      return answerOf(context, answer, route.status);
    });
  }
  return app;
}

/** The OpenAPI 3.1 document, without a bank. */
export function apiDocument(): object {
  const none = (): Promise<[]> => Promise.resolve([]);
  const nothing = { after: none, latest: none, subscribe: () => () => undefined };
  const clock = { now: () => 0, unixMs: () => 0, after: () => () => undefined };
  return openApiOf(allRoutes({ events: nothing }, clock));
}

function allRoutes(bank: Pick<Bank, 'events'>, clock: HostClock): readonly Route[] {
  return [
    ...codeRoutes,
    ...tokenRoutes,
    ...contractRoutes,
    ...deskRoutes,
    ...eventRoutes(new EventStreams(bank, clock)),
  ];
}

class Guard {
  readonly #options: ApiOptions;
  readonly #callers: TokenBuckets;
  readonly #wrong: TokenBuckets;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#callers = new TokenBuckets(options.clock, options.rates?.caller ?? RATES.caller);
    this.#wrong = new TokenBuckets(options.clock, options.rates?.wrong ?? RATES.wrong);
  }

  async callerOf(context: Context<WebEnv>, { roles }: Route): Promise<ApiCaller | Answer> {
    const token = bearerOf(context);
    if (token === undefined) return { refusal: 'no-token' };
    const caller = await this.#options.callerOf(token);
    if (caller === undefined) {
      const taken = this.#wrong.take(remoteKey(context));
      return taken.ok
        ? { refusal: 'token-wrong' }
        : { refusal: 'too-many-requests', retryAfter: taken.retryAfter };
    }
    const taken = this.#callers.take(caller.name);
    if (!taken.ok) return { refusal: 'too-many-requests', retryAfter: taken.retryAfter };
    return roles.includes(caller.role) ? caller : { refusal: 'role-wrong' };
  }

  /** The same a while later, where it counts as no request. */
  async isAllowed(context: Context<WebEnv>, { roles }: Route): Promise<boolean> {
    const caller = await this.#options.callerOf(bearerOf(context) ?? '');
    return caller !== undefined && roles.includes(caller.role);
  }
}

function bearerOf(context: Context<WebEnv>): string | undefined {
  return BEARER.exec(context.req.header('authorization') ?? '')?.[1];
}

async function run(
  asked: Pick<Call<unknown, unknown>, 'bank' | 'caller' | 'context' | 'isAllowed'>,
  route: Route,
): Promise<Answer> {
  const { caller, context } = asked;
  const body = route.body === undefined ? { json: undefined } : await bodyOf(context);
  if ('refusal' in body) return body;
  return await route.run({
    ...asked,
    body: body.json,
    query: route.query === undefined ? undefined : context.req.query(),
    param: (name) => (context.req.param(name) ?? '').slice(0, 64),
    actor: { kind: 'operator', name: `api ${caller.name}` },
  });
}

async function bodyOf(
  context: Context<WebEnv>,
): Promise<RefusedByApi | { readonly json: unknown }> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) return { refusal: 'not-json' };
  const text = await context.req.text();
  try {
    return { json: JSON.parse(text) };
  } catch {
    const place = jsonPlace(text);
    const message = `is no JSON${place === undefined ? '' : ` at ${place}`}`;
    return { refusal: 'malformed', faults: [{ field: '', message }] };
  }
}
