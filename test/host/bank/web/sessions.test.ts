import { expect, it } from 'vitest';
import { Sessions } from '../../../../host/bank/web/sessions.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';

it('ids are 256 drawn bits', () => {
  const sessions = new Sessions(new SimulatedClock());
  const ids = new Set(Array.from({ length: 100 }, () => sessions.begin({})));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/);
});

it('a bounded number is kept: the least recently used goes first', () => {
  const sessions = new Sessions(new SimulatedClock(), {}, 3);
  const [one, two, three] = ['1', '2', '3'].map((who) => sessions.begin({ who }));
  sessions.use(one ?? '');
  sessions.begin({ who: '4' });
  expect(sessions.size).toBe(3);
  expect([one, two, three].map((id) => sessions.use(id ?? '')?.['who'])).toEqual([
    '1',
    undefined,
    '3',
  ]);
});

it('what is over is forgotten', async () => {
  const clock = new SimulatedClock();
  const sessions = new Sessions(clock, { idleMs: 1000 });
  for (let i = 0; i < 10; i++) sessions.begin({});
  await clock.advance(1000);
  sessions.begin({});
  expect(sessions.size).toBe(1);
});

it('other data is kept under the same id, and not for a session that is over', () => {
  const sessions = new Sessions(new SimulatedClock());
  const id = sessions.begin({ stage: 'card' });
  sessions.keep(id, { stage: 'open' });
  expect(sessions.use(id)).toEqual({ stage: 'open' });
  sessions.end(id);
  sessions.keep(id, { stage: 'open' });
  expect(sessions.use(id)).toBeUndefined();
});
