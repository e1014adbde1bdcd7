import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { EventStreams } from '../../../../host/bank/api/event-streams.ts';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';

const actor = { kind: 'operator', name: 'api watcher' } as const;
const clock = { now: () => 0, unixMs: () => 0, after: () => () => undefined };

function event(sequence: number): BankEvent {
  return { sequence, at: 0, kind: 'token.accident', subject: 'SKTH-1', actor: 'test', facts: {} };
}

test('a stream ends when the token that it was asked by is revoked', async () => {
  const happened = [event(1)];
  const told: (() => void)[] = [];
  const streams = new EventStreams(
    {
      events: {
        after: (_, last) => Promise.resolve(happened.filter(({ sequence }) => sequence > last)),
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
