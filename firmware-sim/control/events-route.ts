import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { NumberedEvent, EventRing } from './event-ring.ts';

/** What a reader who does not read may leave waiting before the stream is ended. */
const MAX_WAITING = 10_000;

/**
 * Server-sent events of all fobs, or of `?fob=ID`. One who comes back with `Last-Event-ID` first
 * gets what he missed, as far as it is kept.
 */
export function serveEvents(context: Context, ring: EventRing): Response {
  const only = context.req.query('fob')?.toLowerCase();
  const last = Number(context.req.header('last-event-id') ?? Number.MAX_SAFE_INTEGER);
  const missed = Number.isSafeInteger(last) ? ring.after(last) : [];
  return streamSSE(context, async (stream) => {
    const waiting: NumberedEvent[] = [...missed];
    let wake: () => void = () => undefined;
    const leave = ring.listen((numbered) => {
      if (waiting.length < MAX_WAITING) waiting.push(numbered);
      else stream.abort();
      wake();
    });
    stream.onAbort(() => {
      leave();
      wake();
    });
    await stream.write(': fobkit events\n\n');
    while (!stream.aborted) {
      const next = waiting.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (only === undefined || next.event.deviceId === only) {
        const { id, event } = next;
        await stream.writeSSE({ id: String(id), event: event.kind, data: JSON.stringify(event) });
      }
    }
  });
}
