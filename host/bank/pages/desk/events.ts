import type { Hono } from 'hono';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import type { OperatorActor } from '../../domain/actor.ts';
import type { BankEvent } from '../../domain/views.ts';
import type { WebEnv } from '../../web/web-env.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import { bankTime } from '../show-time.ts';
import { type Html, type PageContext, speakerOf, type View } from '../view.ts';
import { answerDesk } from './desk-page.ts';
import { eventActor, eventFacts, eventName, eventSubject } from './event-words.ts';

const SHOWN = 100;
const REFRESH_SECONDS = 10;
/** Then the browser asks again, and whoever has logged out gets nothing. */
const STREAM_MS = 60_000;

/** What happens at the bank: as a stream where there are scripts, else anew every ten seconds. */
export function eventPages(app: Hono<WebEnv>, pages: Pages): void {
  app.get(
    '/desk/events',
    forOperator(async (context, actor) => {
      const events = await latest(pages, actor);
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('操作履歴', 'Events'),
        body: table(view, events),
        scripts: ['event-list.js'],
        refresh: REFRESH_SECONDS,
      }));
    }),
  );
  app.get('/desk/events/stream', (context) => {
    const name = context.var.visit.data?.['operator'];
    // An answer without content tells a browser to ask no more.
    if (name === undefined) return context.body(null, 204);
    return stream(pages, context, { kind: 'operator', name });
  });
}

function stream(pages: Pages, context: PageContext, actor: OperatorActor): Response {
  const { bank, options } = pages;
  const after = context.req.header('last-event-id') ?? context.req.query('after') ?? '';
  const speaker = speakerOf(context.var.language);
  return streamSSE(context, async (sse) => {
    let last = /^[0-9]{1,15}$/.test(after) ? Number(after) : 0;
    const over = new AbortController();
    let wake = (): void => undefined;
    const end = (): void => {
      over.abort();
      wake();
    };
    const unsubscribe = bank.events.subscribe(actor, () => {
      wake();
    });
    const cancel = options.clock.after(STREAM_MS, end);
    sse.onAbort(end);
    try {
      while (!over.signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        wake = () => {
          resolve(undefined);
        };
        for (const event of await bank.events.after(actor, last)) {
          last = event.sequence;
          await sse.writeSSE({ id: String(last), data: JSON.stringify(rowOf(speaker, event)) });
        }
        await promise;
      }
    } finally {
      unsubscribe();
      cancel();
    }
  });
}

/** The last ones, newest first. */
async function latest(pages: Pages, actor: OperatorActor): Promise<readonly BankEvent[]> {
  let last: readonly BankEvent[] = [];
  let sequence = 0;
  for (;;) {
    const events = await pages.bank.events.after(actor, sequence);
    const end = events.at(-1);
    if (end === undefined) return last.toReversed();
    last = [...last, ...events].slice(-SHOWN);
    sequence = end.sequence;
  }
}

/** Cells of a row: number, time, kind, subject, actor, facts. */
function rowOf(
  speaker: Pick<View, 't' | 'say'>,
  { sequence, at, kind, subject, actor, facts }: BankEvent,
): readonly string[] {
  return [
    String(sequence),
    bankTime(at),
    eventName(speaker, kind),
    eventSubject(speaker, subject),
    eventActor(speaker, actor),
    eventFacts(speaker, facts),
  ];
}

function table(view: View, events: readonly BankEvent[]): Html {
  const { t } = view;
  const heads = [
    t('番号', 'No.'),
    t('日時', 'Time'),
    t('種類', 'Kind'),
    t('対象', 'Of'),
    t('操作者', 'By'),
    t('内容', 'Facts'),
  ];
  return html`<div class="scroll" role="log" aria-label="${t('操作履歴', 'Events')}" tabindex="0">
    <table class="events" data-events="/desk/events/stream" data-most="${SHOWN}">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${events.map(
          (event) =>
            html`<tr>
              ${rowOf(view, event).map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
