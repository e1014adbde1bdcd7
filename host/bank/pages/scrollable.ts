import { html } from 'hono/html';
import type { Html } from './view.ts';

/** A table that may be wider than the page: it scrolls by itself, by the keyboard too. */
export function scrollable(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}
