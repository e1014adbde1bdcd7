import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { appRoutes } from '../../../../host/bank/app/app-routes.ts';
import type { PhoneDesk } from '../../../../host/bank/app/phone-desk.ts';

export interface ServedApp {
  /** http://localhost:port/app/token, which browsers trust as if it were https. */
  readonly page: string;
  close(): Promise<void>;
}

/** The app's routes under /app of a server of their own. */
export async function serveApp(bank: PhoneDesk): Promise<ServedApp> {
  const web = new Hono();
  web.route('/app', appRoutes(bank));
  const { promise, resolve } = Promise.withResolvers<number>();
  const server: ServerType = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, (it) => {
    resolve(it.port);
  });
  return {
    page: `http://localhost:${String(await promise)}/app/token`,
    close() {
      return new Promise((done) => {
        server.close(() => {
          done();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}
