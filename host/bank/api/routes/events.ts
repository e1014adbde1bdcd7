import * as v from 'valibot';
import { eventAnswer, eventsAnswer, healthAnswer, latestEventsAnswer } from '../answers.ts';
import { wholeText } from '../fields.ts';
import type { EventStreams } from '../event-streams.ts';
import { type Route, route } from '../route.ts';

const sequence = wholeText(0, Number.MAX_SAFE_INTEGER);

export function eventRoutes(streams: EventStreams): readonly Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/events',
        id: 'listEvents',
        summary: 'What has happened after an event, oldest first, at most 500 at once.',
        roles: ['operator', 'auditor'],
        query: v.strictObject({ after: v.exactOptional(sequence) }),
        answer: eventsAnswer,
      },
      async ({ bank, actor, query }) => {
        const events = await bank.events.after(actor, query.after ?? 0);
        return { json: { events, next: events.at(-1)?.sequence ?? query.after ?? 0 } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/events/latest',
        id: 'latestEvents',
        summary: 'The last that has happened, newest first; with before, what was before that.',
        roles: ['operator', 'auditor'],
        query: v.strictObject({
          before: v.exactOptional(sequence),
          most: v.exactOptional(wholeText(1, 500)),
        }),
        answer: latestEventsAnswer,
      },
      async ({ bank, actor, query: { before, most = 100 } }) => {
        const page = { most, ...(before === undefined ? {} : { before }) };
        const events = await bank.events.latest(actor, page);
        return { json: { events, next: events.at(-1)?.sequence ?? before ?? 0 } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/events/stream',
        id: 'streamEvents',
        summary: 'The same as server-sent events, as it happens. Last-Event-ID resumes.',
        roles: ['operator', 'auditor'],
        query: v.strictObject({ after: v.exactOptional(sequence) }),
        answer: eventAnswer,
        isStream: true,
      },
      ({ context, query, ...watcher }) =>
        Promise.resolve(
          streams.open(
            context,
            watcher,
            lastOf(context.req.header('last-event-id')) ?? query.after,
          ),
        ),
    ),
    route(
      {
        method: 'get',
        path: '/v1/health',
        id: 'health',
        summary:
          'Whether the bank and its store answer, and its vault is the one that it was opened with.',
        roles: [],
        answer: healthAnswer,
      },
      async ({ bank }) => {
        await bank.check();
        return { json: { status: 'ok', bankCode: bank.bankCode } };
      },
    ),
  ];
}

function lastOf(header: string | undefined): number | undefined {
  return header !== undefined && /^[0-9]{1,15}$/.test(header) ? Number(header) : undefined;
}
