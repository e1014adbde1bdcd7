import {
  equalBytes,
  fromHex,
  type RigRefusal,
  type RigRefusalCode,
  UsageError,
} from '@fobkit/protocol';
import type { Context, MiddlewareHandler } from 'hono';

/** Names under which a loopback server may be asked for: a foreign one is DNS rebinding. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const STATUSES = {
  'bad-request': 400,
  'not-json': 400,
  'no-token': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  internal: 500,
} as const satisfies Record<RigRefusalCode, number>;

/** An answer that says what was wrong, and with which field. */
export function refuse(
  context: Context,
  code: RigRefusalCode,
  message: string,
  field?: string,
): Response {
  const refusal: RigRefusal = {
    error: { code, message, ...(field === undefined ? {} : { field }) },
  };
  return context.json(refusal, STATUSES[code]);
}

/** Refuses pages of other sites and names that are not this machine's. */
export const localOnly: MiddlewareHandler = async (context, next) => {
  const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
  if (!LOCAL_HOSTS.has(host.toLowerCase())) {
    return refuse(context, 'forbidden', 'ask for this server by a loopback address');
  }
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== new URL(context.req.url).origin) {
    return refuse(context, 'forbidden', 'a page of another origin may not control fobs');
  }
  await next();
  return undefined;
};

/** Lets in who holds the token, compared in constant time. The scheme has any case (RFC 9110 §11.1). */
export function tokenOnly(token: string): MiddlewareHandler {
  const wanted = fromHex(token);
  return async (context, next) => {
    const given = /^bearer +([0-9a-f]{64})$/i.exec(context.req.header('authorization') ?? '')?.[1];
    if (given === undefined || !equalBytes(bytesOf(given), wanted)) {
      return refuse(
        context,
        'no-token',
        'send the token of the token file: Authorization: Bearer …',
      );
    }
    await next();
    return undefined;
  };
}

function bytesOf(hex: string): Uint8Array {
  try {
    return fromHex(hex);
  } catch (error) {
    if (error instanceof UsageError) return new Uint8Array();
    throw error;
  }
}
