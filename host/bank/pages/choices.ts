import { html } from 'hono/html';
import type { Html } from './view.ts';

export interface Choice {
  readonly value: string;
  readonly label: string | Html;
  readonly isChosen?: boolean;
}

/** One of several, as radio buttons in a group of their own; `error`: why it was refused. */
export function radios(
  name: string,
  legend: string,
  choices: readonly Choice[],
  error: Html | '' = '',
): Html {
  const isWrong = error !== '';
  return html`<fieldset
    class="choice${isWrong ? ' wrong' : ''}"
    ${isWrong ? html`aria-describedby="${name}-error"` : ''}
  >
    <legend>${legend}</legend>
    ${error}
    ${choices.map(
      ({ value, label, isChosen = false }) =>
        html`<label class="pick">
          <input type="radio" name="${name}" value="${value}" ${isChosen ? html`checked` : ''} />
          <span>${label}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** One of several from a list. */
export function select(name: string, label: string, choices: readonly Choice[]): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.isChosen === true ? html`selected` : ''}>
            ${choice.label}
          </option>`,
      )}
    </select>
  </div>`;
}
