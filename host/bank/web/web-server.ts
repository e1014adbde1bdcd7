import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { TlsOptions } from '../ca/development-ca.ts';
import type { WebEnv } from './web-env.ts';

export interface WebServerOptions {
  readonly app: Pick<Hono<WebEnv>, 'fetch'>;
  /** Address to listen on; loopback unless told otherwise. */
  readonly hostname?: string;
  /** Any free port when absent. */
  readonly port?: number;
  /** Plain HTTP when absent. */
  readonly tls?: TlsOptions;
}

export interface WebServer {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Breaks off what is open. */
  close(): Promise<void>;
}

/** Who sends slowly holds a connection no longer. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };

/** Serves the web. Rejects when the port is taken. */
export function startWeb(options: WebServerOptions): Promise<WebServer> {
  const { app, hostname = '127.0.0.1', port = 0, tls } = options;
  const scheme = tls === undefined ? 'http' : 'https';
  const how =
    tls === undefined
      ? { serverOptions: PATIENCE }
      : { createServer: createTlsServer, serverOptions: { ...PATIENCE, ...tls } };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port, ...how }, (info: AddressInfo) => {
      const host = info.family === 'IPv6' ? `[${info.address}]` : info.address;
      resolve({
        url: `${scheme}://${host}:${info.port}`,
        port: info.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
