import { StoreError } from '@fobkit/store';
import { BusyError } from '../../../../../host/bank/domain/busy-error.ts';
import type { LoggedRequest } from '../../../../../host/bank/web/request-log.ts';
import {
  type WebBase,
  webBase,
  type WebBaseOptions,
} from '../../../../../host/bank/web/web-base.ts';
import { SimulatedClock } from '../../../client/support/simulated-clock.ts';

export interface ToyWeb {
  readonly base: WebBase;
  readonly clock: SimulatedClock;
  readonly logged: LoggedRequest[];
  readonly failures: unknown[];
}

/** Pages of a login: what they keep is `who`. */
export function toyWeb(options: Partial<WebBaseOptions> = {}): ToyWeb {
  const clock = new SimulatedClock();
  const logged: LoggedRequest[] = [];
  const failures: unknown[] = [];
  const base = webBase({
    clock,
    isSecure: false,
    programs: ['/api'],
    log: (request) => logged.push(request),
    onFailure: (error) => failures.push(error),
    ...options,
  });
  const { app } = base;
  app.get('/', (c) => c.text(c.var.visit.csrf));
  app.get('/plain', (c) => c.text('nothing to send'));
  app.get('/who/:id', (c) =>
    c.json({ who: c.var.visit.data?.['who'] ?? null, isOver: c.var.visit.isOver }),
  );
  app.post('/login', async (c) => {
    const refused = await base.account(c, c.var.form.get('who'));
    if (refused !== undefined) return refused;
    c.var.visit.begin({ who: c.var.form.get('who') });
    return c.redirect('/', 303);
  });
  app.post('/logout', (c) => {
    c.var.visit.end();
    return c.redirect('/', 303);
  });
  app.post('/echo', (c) => c.text(c.var.form.get('text')));
  app.get('/breaks', () => {
    throw new Error('SELECT seed FROM tokens failed for 623641');
  });
  app.get('/busy', () => {
    throw new BusyError();
  });
  app.get('/store-is-gone', () => {
    throw new StoreError('gone', 'the database is gone');
  });
  app.post('/api/echo', async (c) =>
    c.json({ text: await c.req.text(), who: c.var.visit.data ?? null }),
  );
  return { base, clock, logged, failures };
}
