import { html } from 'hono/html';
import { scrollable } from './scrollable.ts';
import type { Html } from './view.ts';

export interface Column {
  readonly head: string;
  /** `amount`: at the right; `number`: digits that stand below one another. */
  readonly look?: 'amount' | 'number';
}

export type Cell = Html | string | number;

interface More {
  /** To link to it. */
  readonly id?: string;
  /** Whether its name stands above it. */
  readonly hasCaption?: boolean;
  /** Its own class. */
  readonly look?: string;
}

/** A table of records, the first cell of each its name. On a phone each record is a card. */
export function dataTable(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { id, hasCaption = false, look = '' }: More = {},
): Html {
  return scrollable(
    name,
    html`
      <table class="cards ${look}" ${id === undefined ? '' : html`id="${id}"`}>
        ${
          hasCaption
            ? html`<caption>
                ${name}
              </caption>`
            : ''
        }
        <thead>
          <tr>
            ${columns.map(
              (column) => html`<th scope="col" class="${column.look ?? ''}">${column.head}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${columns.map((column, at) => tableCell(column, cells[at] ?? '', at === 0))}
              </tr>`,
          )}
        </tbody>
      </table>
    `,
  );
}

function tableCell({ head, look }: Column, cell: Cell, isName: boolean): Html {
  // Nothing stands beside an empty one, so that the style can leave it out.
  return isName
    ? html`<th scope="row" class="${look ?? ''}" data-head="${head}">${cell}</th>`
    : html`<td class="${look ?? ''}" data-head="${head}">${cell}</td>`;
}
