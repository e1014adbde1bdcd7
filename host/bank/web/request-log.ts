import { randomBytes } from 'node:crypto';
import type { HostClock } from '@fobkit/client';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { remoteKey } from './remote.ts';
import type { WebEnv } from './web-env.ts';

/** A request as the log has it: nothing that the visitor typed, no header, no query, no body. */
export interface LoggedRequest {
  readonly requestId: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly method: string;
  /** The pattern of the path, such as `/desk/contracts/:id`; `*` when there is no such page. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** Address, of IPv6 the /64. */
  readonly from: string;
}

const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

/** Names each request and tells of it when it is answered. */
export function requestLog(
  clock: HostClock,
  log: (request: LoggedRequest) => void,
): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const requestId = randomBytes(6).toString('hex');
    const [at, start] = [clock.unixMs(), clock.now()];
    context.set('requestId', requestId);
    await next();
    const route = routePath(context, -1);
    log({
      requestId,
      at,
      method: METHODS.has(context.req.method) ? context.req.method : 'other',
      route: route.endsWith('*') ? '*' : route,
      status: context.res.status,
      ms: Math.round(clock.now() - start),
      from: remoteKey(context),
    });
  };
}
