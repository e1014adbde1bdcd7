import { html } from 'hono/html';
import { type Html, NOTHING } from '../plot/axes.ts';

export type Key = readonly [className: string, text: string];

/** What a figure shows and says. */
export interface FigureParts {
  readonly id: string;
  /** The finding, as a sentence without its stop. */
  readonly finding: string;
  /** What is drawn, in English and Japanese. */
  readonly topic: readonly [en: string, ja: string];
  readonly key?: readonly Key[];
  /** `NOTHING` where the finding is all: a line at zero says no more. */
  readonly plot: Html;
  readonly says: Html | string;
}

/** A plot under its finding, with its key and what else is to be said. */
export function figure({ finding, id, key = [], plot, says, topic: [en, ja] }: FigureParts): Html {
  return html`<figure id="${id}">
    <h3>${finding.replaceAll(/(\d) (?=%|s\b)/g, '$1\u00a0')}</h3>
    <p class="topic">${en} <span lang="ja">${ja}</span></p>
    ${
      key.length === 0 || plot === NOTHING
        ? NOTHING
        : html`<ul class="key">
            ${key.map(([className, text]) => html`<li class="${className}">${text}</li>`)}
          </ul>`
    }
    ${plot}
    <figcaption>${says}</figcaption>
  </figure>`;
}

/** The plot where there is something to be seen. */
export function drawnIf(isThere: boolean, plot: () => Html): Html {
  return isThere ? plot() : NOTHING;
}

export type Tile = readonly [value: string, name: string];

/** Figures that are read at a glance. */
export function tiles(all: readonly Tile[]): Html {
  return html`<div class="tiles">
    ${all.map(([value, name]) => html`<div class="tile"><b>${value}</b><span>${name}</span></div>`)}
  </div>`;
}

/** A table that is pushed aside where it is too wide, by keys too. */
export function wideTable(name: string, rows: Html | readonly Html[]): Html {
  return html`<div class="sheet scroll" role="region" aria-label="${name}" tabindex="0">
    <table>
      ${rows}
    </table>
  </div>`;
}
