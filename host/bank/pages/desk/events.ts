import type { Hono } from 'hono';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import type { OperatorActor } from '../../domain/actor.ts';
import type { Bank } from '../../domain/bank.ts';
import type { BankEvent } from '../../domain/views.ts';
import { StreamPlaces } from '../../web/stream-places.ts';
import type { WebEnv } from '../../web/web-env.ts';
import type { Pages } from '../page-options.ts';
import { forOperator } from '../roles.ts';
import { bankTime } from '../show-time.ts';
import { type Html, type PageContext, speakerOf, type View } from '../view.ts';
import { answerDesk } from './desk-page.ts';
import {
  eventPage,
  eventSearch,
  type EventSearch,
  isNewest,
  olderThan,
  searchForm,
} from './event-search.ts';
import { eventActor, eventFacts, eventName, eventSubject } from './event-words.ts';

const SHOWN = 100;
const REFRESH_SECONDS = 10;
/** Then the browser asks again, and whoever has logged out gets nothing. */
const STREAM_MS = 60_000;

/** What happens at the bank: as a stream where there are scripts, else anew every ten seconds. */
export function eventPages(app: Hono<WebEnv>, pages: Pages): void {
  const places = new StreamPlaces();
  app.get(
    '/desk/events',
    forOperator(async (context, actor) => {
      const search = eventSearch(context);
      const events = await pages.bank.events.latest(actor, eventPage(search, SHOWN));
      return await answerDesk(pages, context, actor, (view) => ({
        title: view.t('操作履歴', 'Events'),
        body: html`${searchForm(view, search)} ${table(view, events, isNewest(search))}
        ${older(view, events, search)}`,
        look: 'records',
        // What is older, or looked for, stays as it is.
        ...(isNewest(search) ? { scripts: ['event-list.js'], refresh: REFRESH_SECONDS } : {}),
      }));
    }),
  );
  app.get('/desk/events/stream', (context) => {
    const name = context.var.visit.data?.['operator'];
    // An answer without content tells a browser to ask no more.
    if (name === undefined) return context.body(null, 204);
    const leavePlace = places.take(name);
    if (typeof leavePlace === 'string') return context.body(null, 204);
    return stream(pages, context, { actor: { kind: 'operator', name }, leavePlace });
  });
}

interface Watching {
  readonly actor: OperatorActor;
  readonly leavePlace: () => void;
}

function stream(pages: Pages, context: PageContext, { actor, leavePlace }: Watching): Response {
  const { bank, options } = pages;
  const after = context.req.header('last-event-id') ?? context.req.query('after') ?? '';
  const speaker = speakerOf(context.var.language);
  // nginx would keep events until it has a page of them.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (sse) => {
    let last = sequenceIn(after) ?? 0;
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
        for (const event of await shownAfter(bank, actor, last)) {
          last = event.sequence;
          await sse.writeSSE({ id: String(last), data: JSON.stringify(rowOf(speaker, event)) });
        }
        await promise;
      }
    } finally {
      unsubscribe();
      cancel();
      leavePlace();
    }
  });
}

/** What came after `last`, oldest first; of what is more than a page shows, the newest. */
async function shownAfter(
  { events }: Bank,
  actor: OperatorActor,
  last: number,
): Promise<readonly BankEvent[]> {
  const latest = await events.latest(actor, { most: SHOWN });
  return latest.filter(({ sequence }) => sequence > last).toReversed();
}

function sequenceIn(text = ''): number | undefined {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

function older({ t }: View, events: readonly BankEvent[], search: EventSearch): Html | '' {
  const oldest = events.at(-1)?.sequence ?? 0;
  if (events.length < SHOWN || oldest <= 1) return '';
  return html`<p class="buttons start">
    <a class="button quiet" href="${olderThan(search, oldest)}">${t('以前の履歴', 'Older')}</a>
  </p>`;
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

function table(view: View, events: readonly BankEvent[], isLive: boolean): Html {
  const { t } = view;
  const name = t('操作履歴', 'Events');
  const heads = [
    t('番号', 'No.'),
    t('日時（日本時間）', 'Time (Japan)'),
    t('種類', 'Kind'),
    t('対象', 'Of'),
    t('操作者', 'By'),
    t('内容', 'Facts'),
  ];
  if (events.length === 0) {
    return html`<p class="none">${t('該当する履歴はありません。', 'There are none.')}</p>`;
  }
  return html`<div
    class="scroll"
    role="${isLive ? 'log' : 'region'}"
    aria-label="${name}"
    tabindex="0"
  >
    <table
      class="cards events"
      ${isLive ? html`data-events="/desk/events/stream" data-most="${SHOWN}"` : ''}
    >
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${events.map(
          (event) =>
            html`<tr>
              ${rowOf(view, event).map(
                (cell, at) => html`<td data-head="${heads[at] ?? ''}">${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
