import { isIP, type Socket } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { type Network, plainAddress } from './network.ts';
import type { WebEnv } from './web-env.ts';

/** The connection of a request; undefined in `app.request` of tests. */
export function socketOf(context: Context<WebEnv>): Socket | undefined {
  return connectionOf(context.env);
}

/** Hono passes no bindings at all where `app.request` was given none. */
function connectionOf(bindings: WebEnv['Bindings'] | undefined): Socket | undefined {
  return bindings?.incoming?.socket;
}

/**
 * Whom to count a request for: the address that it comes from, of IPv6 its /64, since a customer has
 * all of that.
 */
export function remoteKey(context: Context<WebEnv>): string {
  const { remote = addressOf(context) } = context.var;
  return remote.includes(':') ? first64(remote) : remote;
}

/**
 * Sets `remote` where the connection comes from a trusted proxy: the last address of X-Forwarded-For
 * that is none of those. What stands before it the visitor may have written himself.
 */
export function behindProxies(proxies: readonly Network[]): MiddlewareHandler<WebEnv> {
  const isProxy = (address: string): boolean => proxies.some((network) => network.has(address));
  return async (context, next) => {
    const header = context.req.header('x-forwarded-for') ?? '';
    const hops = header.split(',').map(hopAddress);
    let remote = addressOf(context);
    while (isProxy(remote)) {
      const before = hops.pop();
      if (before === undefined) break;
      remote = before;
    }
    context.set('remote', remote);
    await next();
  };
}

/** `192.0.2.1`, some proxies with a port behind it; undefined for what is no address. */
function hopAddress(hop: string): string | undefined {
  const text = hop.trim();
  const { v6, v4 } = /^(?:\[(?<v6>[^\]]+)\]|(?<v4>[\d.]+))(?::\d+)?$/.exec(text)?.groups ?? {};
  const address = plainAddress(v6 ?? v4 ?? text);
  return isIP(address) === 0 ? undefined : address;
}

function addressOf(context: Context<WebEnv>): string {
  return plainAddress(socketOf(context)?.remoteAddress ?? 'nowhere');
}

function first64(address: string): string {
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...back];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
