import { html } from 'hono/html';
import type { ContractPage } from '../../domain/contract-page.ts';
import { isContractId } from '../../domain/ids.ts';
import type { Html, PageContext, View } from '../view.ts';

/** What of the contracts is looked for, as the address of the page has it. */
export interface ContractSearch {
  /** Of an id or a name; empty: all. */
  readonly about: string;
  /** Those behind this id. */
  readonly after?: string;
}

export function contractSearch(context: PageContext): ContractSearch {
  const text = (name: string): string => (context.req.query(name) ?? '').slice(0, 100);
  const after = text('after');
  return {
    about: text('about').trim(),
    ...(isContractId(after) ? { after } : {}),
  };
}

export function contractPage({ about, after }: ContractSearch, most: number): ContractPage {
  return {
    most,
    ...(about === '' ? {} : { about }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The same search, farther on. */
export function contractsAfter({ about }: ContractSearch, after: string): string {
  const query = Object.entries({ about, after }).filter(([, value]) => value !== '');
  return `/desk/contracts?${new URLSearchParams(query).toString()}`;
}

export function searchForm({ t }: View, { about, after }: ContractSearch): Html {
  return html`<form method="get" action="/desk/contracts" class="filter">
    <div class="field">
      <label for="about"> ${t('契約者ID・名称（一部でも可）', 'ID or name, or part of it')} </label>
      <input id="about" name="about" value="${about}" maxlength="64" autocomplete="off" />
    </div>
    <button>${t('検索', 'Search')}</button>
    ${
      about === '' && after === undefined
        ? ''
        : html`<a class="button quiet" href="/desk/contracts">${t('条件を解除', 'Show all')}</a>`
    }
  </form>`;
}
