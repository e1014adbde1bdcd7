import type { Socket } from 'node:net';
import type { Context } from 'hono';
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
 * Whom to count a request for: the address of the connection, of IPv6 its /64, since a customer has
 * all of that. No header is believed: whoever wants to can send one.
 */
export function remoteKey(context: Context<WebEnv>): string {
  const address = socketOf(context)?.remoteAddress ?? 'nowhere';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return plain.includes(':') ? first64(plain) : plain;
}

function first64(address: string): string {
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...back];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
