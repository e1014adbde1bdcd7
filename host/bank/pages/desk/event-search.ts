import { html } from 'hono/html';
import type { EventPage } from '../../domain/event-page.ts';
import { select } from '../choices.ts';
import { bankDayStart } from '../show-time.ts';
import type { Html, PageContext, View } from '../view.ts';
import { EVENT_GROUPS, type EventGroup, groupName, isEventGroup, kindsOf } from './event-groups.ts';

/** What of the events is looked for, as the address of the page has it. */
export interface EventSearch {
  readonly group?: EventGroup;
  /** A contract, token, user, clerk. */
  readonly about: string;
  /** Days in Japan, `2022-04-19`; empty: from the first, to the last. */
  readonly from: string;
  readonly until: string;
  /** Those before this number. */
  readonly before?: number;
}

export function eventSearch(context: PageContext): EventSearch {
  const text = (name: string): string => (context.req.query(name) ?? '').slice(0, 100);
  const [group, before] = [text('group'), text('before')];
  return {
    ...(isEventGroup(group) ? { group } : {}),
    about: text('about').normalize('NFKC').trim(),
    from: dayIn(text('from')),
    until: dayIn(text('until')),
    ...(/^[0-9]{1,15}$/.test(before) ? { before: Number(before) } : {}),
  };
}

/** Whether all there is is shown, the newest first. */
export function isNewest({ group, about, from, until, before }: EventSearch): boolean {
  return group === undefined && `${about}${from}${until}` === '' && before === undefined;
}

export function eventPage(search: EventSearch, most: number): EventPage {
  const { group, about, before } = search;
  const [from, until] = [bankDayStart(search.from), bankDayStart(search.until, 1)];
  return {
    most,
    ...(group === undefined ? {} : { kinds: kindsOf(group) }),
    ...(about === '' ? {} : { about }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(before === undefined ? {} : { before }),
  };
}

/** The same search, farther back. */
export function olderThan({ group, about, from, until }: EventSearch, before: number): string {
  const asked = { group: group ?? '', about, from, until, before: String(before) };
  const query = Object.entries(asked).filter(([, value]) => value !== '');
  return `/desk/events?${new URLSearchParams(query).toString()}`;
}

export function searchForm({ t }: View, search: EventSearch): Html {
  const all = { value: '', label: t('全て', 'All'), isChosen: search.group === undefined };
  const groups = EVENT_GROUPS.map((group) => ({
    value: group,
    label: groupName(t, group),
    isChosen: group === search.group,
  }));
  return html`<form method="get" action="/desk/events" class="filter">
    ${select('group', t('種類', 'Kind'), [all, ...groups])}
    <div class="field">
      <label for="about">
        ${t('契約者ID・シリアル番号・利用者ID・担当者名', 'Contract, serial, user or clerk')}
      </label>
      <input id="about" name="about" value="${search.about}" maxlength="64" autocomplete="off" />
    </div>
    ${day('from', t('開始日', 'From'), search.from)}
    ${day('until', t('終了日', 'To'), search.until)}
    <button>${t('検索', 'Search')}</button>
    ${
      isNewest(search)
        ? ''
        : html`<a class="button quiet" href="/desk/events">${t('条件を解除', 'Show all')}</a>`
    }
  </form>`;
}

function day(name: 'from' | 'until', label: string, value: string): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="date" value="${value}" />
  </div>`;
}

function dayIn(text: string): string {
  return bankDayStart(text) === undefined ? '' : text;
}
