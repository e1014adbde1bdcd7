import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { controlApp } from './app.ts';
import type { ControlHost } from './controlled-fob.ts';
import { EventRing } from './event-ring.ts';

export interface ControlOptions {
  readonly host: ControlHost;
  /** 64 hexadecimal digits; drawn when absent. */
  readonly token?: string;
  /** Address to listen on; loopback unless told otherwise. */
  readonly hostname?: string;
  /** Any free port when absent. */
  readonly port?: number;
}

export interface ControlServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Serves the control channel. Rejects when the port is taken. */
export function startControl(options: ControlOptions): Promise<ControlServer> {
  const { host, hostname = '127.0.0.1', port = 0 } = options;
  const token = options.token ?? randomBytes(32).toString('hex');
  const events = new EventRing(host.fobs);
  const app = controlApp({ host, token, events });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, (info: AddressInfo) => {
      resolve({
        url: `http://${hostname}:${info.port}`,
        token,
        close: () =>
          new Promise((closed) => {
            events.close();
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
