import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { EventStreams } from '../../../../host/bank/api/event-streams.ts';
import { type StreamBounds, StreamPlaces } from '../../../../host/bank/web/stream-places.ts';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';

const actor = { kind: 'operator', name: 'api watcher' } as const;
const clock = { now: () => 0, unixMs: () => 0, after: () => () => undefined };

function event(sequence: number): BankEvent {
  return { sequence, at: 0, kind: 'token.accident', subject: 'SKTH-1', actor: 'test', facts: {} };
}

/** Streams of nothing; how each was answered. */
function quiet(bounds: StreamBounds) {
  const events = {
    after: () => Promise.resolve([]),
    latest: () => Promise.resolve([]),
    subscribe: () => () => undefined,
  };
  const streams = new EventStreams({ events }, clock, new StreamPlaces(bounds));
  const app = new Hono();
  app.get('/:name', (context) => {
    const name = context.req.param('name');
    const isAllowed = (): Promise<boolean> => Promise.resolve(true);
    const answer = streams.open(context, { actor: { kind: 'operator', name }, isAllowed }, 0);
    if (answer instanceof Response) return answer;
    return context.text('refusal' in answer ? answer.refusal : 'other', 503);
  });
  return {
    ask: async (name: string): Promise<Response> => app.request(`/${name}`),
    said: async (name: string): Promise<string> => (await app.request(`/${name}`)).text(),
  };
}

test('one token holds its share of the streams, and another has its own', async () => {
  const { ask, said } = quiet({ inAll: 3, ofOne: 2 });
  for (let at = 0; at < 2; at++) expect((await ask('one')).status).toBe(200);
  expect(await said('one')).toBe('too-many-own-streams');
  const other = await ask('other');
  expect(other.status).toBe(200);
  expect(await said('third')).toBe('too-many-streams');
});

test('whoever leaves makes room', async () => {
  const { ask, said } = quiet({ inAll: 3, ofOne: 1 });
  const first = await ask('one');
  expect(await said('one')).toBe('too-many-own-streams');
  await first.body?.cancel();
  // What has begun to end ends before the next turn of the loop.
  await new Promise(setImmediate);
  expect((await ask('one')).status).toBe(200);
});

test('a stream ends when the token that it was asked by is revoked', async () => {
  const happened = [event(1)];
  const told: (() => void)[] = [];
  const streams = new EventStreams(
    {
      events: {
        after: (_, last) => Promise.resolve(happened.filter(({ sequence }) => sequence > last)),
        latest: () => Promise.resolve([]),
        subscribe: (_, listener) => {
          const tell = (): void => {
            for (const one of happened) listener(one);
          };
          told.push(tell);
          return () => undefined;
        },
      },
    },
    clock,
  );
  let isRevoked = false;
  const isAllowed = (): Promise<boolean> => Promise.resolve(!isRevoked);
  const app = new Hono();
  app.get('/', (context) => {
    const answer = streams.open(context, { actor, isAllowed }, 0);
    return answer instanceof Response ? answer : context.text('refused', 503);
  });
  const reader = ((await app.request('/')).body ?? new ReadableStream()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const until = async (isRead: () => boolean): Promise<void> => {
    while (!isRead()) {
      const read: { done: boolean; value?: unknown } = await reader.read();
      if (read.value instanceof Uint8Array) text += decoder.decode(read.value);
      if (read.done) return;
    }
  };
  await until(() => text.includes('id: 1\n'));
  isRevoked = true;
  happened.push(event(2));
  for (const tell of told) tell();
  await until(() => text.includes('id: 2\n'));
  expect(text).not.toContain('id: 2\n');
});
