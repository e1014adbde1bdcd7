import { lstatSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';

/** Where a server listens: an address, or a Unix socket. */
export interface Place {
  /** 127.0.0.1 if absent. What listens elsewhere is open to everybody there. */
  readonly host?: string;
  /** A free one if absent or 0. */
  readonly port?: number;
  /** Of a Unix socket, instead of an address. What a killed process left there is replaced. */
  readonly path?: string;
}

/**
 * Opens a server and tells where: `127.0.0.1:4000`, `[::1]:4000`, or the path. Rejects when the
 * place is taken.
 */
export async function listen(server: Server, place: Place): Promise<string> {
  const { host = '127.0.0.1', port = 0, path } = place;
  if (path !== undefined) await clearAway(path);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.on('error', reject);
  server.listen(path === undefined ? { host, port, exclusive: true } : { path }, () => {
    resolve(undefined);
  });
  await promise;
  const address = server.address();
  if (address === null) throw new Error('a server that listens has an address');
  if (typeof address === 'string') return address;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${name}:${address.port}`;
}

/** Resolves when nobody is connected any more. */
export function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.close(() => {
    resolve(undefined);
  });
  return promise;
}

/** Removes a Unix socket that nobody listens on. */
async function clearAway(path: string): Promise<void> {
  // A file of another kind refuses connections as well.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = connect({ path });
  probe.once('connect', () => {
    resolve(false);
  });
  probe.once('error', (error) => {
    resolve('code' in error && error.code === 'ECONNREFUSED');
  });
  const stale = await promise;
  probe.destroy();
  if (stale) rmSync(path, { force: true });
}
