import { html } from 'hono/html';
import type { Refused } from '../domain/reply.ts';
import type { FormFields } from '../web/form-fields.ts';
import { fieldOf, type FieldName } from './sentence-fields.ts';
import type { Html, View } from './view.ts';

/** A form as it is shown: what was typed before, and why it was refused. */
export interface Shown {
  readonly typed?: FormFields;
  readonly refused?: Refused;
}

export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  /** Masked. */
  readonly isSecret?: boolean;
  readonly isNumeric?: boolean;
  readonly autocomplete?: string;
  readonly maxlength?: number;
  /** What stands there before anything was typed. */
  readonly value?: string;
  readonly isOptional?: boolean;
  /** Which keys the software keyboard has for it; none if absent. */
  readonly keys?: 'digits' | 'letters';
}

/** A labelled input with its hint, and the bank's sentence beside it when that is about it. */
export function field(view: View, shown: Shown, spec: Field): Html {
  const { name, label, hint, isSecret = false, isNumeric = false, isOptional = false } = spec;
  const isWrong = fieldOf(shown.refused?.sentence) === name;
  const about = [hint === undefined ? '' : `${name}-hint`, isWrong ? `${name}-error` : ''];
  const describedBy = about.filter((id) => id !== '').join(' ');
  const isCode = name === 'code' || name === 'code2';
  const value = isSecret || isCode ? '' : (shown.typed?.get(name) ?? spec.value ?? '');
  return html`<div class="field${isWrong ? ' wrong' : ''}">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${isSecret ? 'password' : 'text'}"
      value="${value}"
      autocomplete="${spec.autocomplete ?? 'off'}"
      autocapitalize="none"
      spellcheck="false"
      ${isOptional ? '' : html`aria-required="true"`}
      ${isNumeric ? html`inputmode="numeric"` : ''}
      ${spec.maxlength === undefined ? '' : html`maxlength="${spec.maxlength}"`}
      ${spec.keys === undefined ? '' : html`data-keys="${spec.keys}"`}
      ${describedBy === '' ? '' : html`aria-describedby="${describedBy}"`}
      ${isWrong ? html`aria-invalid="true" autofocus` : ''}
    />
    ${isWrong ? fieldError(view, name, shown) : ''}
  </div>`;
}

/** The bank's sentence about a field, if it was refused for that. */
export function fieldError(view: View, name: FieldName, { refused }: Shown): Html | '' {
  if (refused === undefined || fieldOf(refused.sentence) !== name) return '';
  return html`<p class="error" id="${name}-error">${told(view, refused)}</p>`;
}

/** What was refused, if it is about no field of the form; and that wide characters were taken. */
export function formError(view: View, { refused }: Shown, fields: readonly FieldName[]): Html {
  const name = fieldOf(refused?.sentence);
  const isShown = name !== undefined && fields.includes(name);
  return html`${
    refused === undefined || isShown
      ? ''
      : html`<div class="notice refused" role="alert"><p>${told(view, refused)}</p></div>`
  }
  ${
    refused?.note === undefined
      ? ''
      : html`<div class="notice" role="status"><p>${view.say(refused.note)}</p></div>`
  }`;
}

/** The sentence, and how long to wait where that is known. */
function told({ t, say }: View, { sentence, retryAfter }: Refused): string {
  const wait = String(retryAfter);
  return say(sentence) + (retryAfter === undefined ? '' : t(`（あと${wait}秒）`, ` (${wait} s)`));
}

/** The button that opens the software keyboard; the script shows it. */
export function keyboardButton(view: View): Html {
  return html`<p class="keyboard-row">
    <button type="button" class="quiet" data-keyboard hidden>
      ${view.t('ソフトウェアキーボードを開く', 'Open the software keyboard')}
    </button>
  </p>`;
}

/** クリア and the button that sends. */
export function buttons(view: View, send: string, more: Html | '' = ''): Html {
  return html`<p class="buttons">
    <button type="reset" class="quiet">${view.t('クリア', 'Clear')}</button>
    ${more}
    <button type="submit" class="primary">${send}</button>
  </p>`;
}

export function confirmationField(view: View, shown: Shown): Html {
  return field(view, shown, {
    name: 'confirmation',
    label: view.t('ご契約先確認暗証番号', 'Contract confirmation password'),
    hint: view.t('半角英数字 6～12 文字', '6 to 12 half-width letters and digits'),
    isSecret: true,
    keys: 'letters',
  });
}

export function codeField(view: View, shown: Shown): Html {
  return field(view, shown, {
    name: 'code',
    label: view.t('ワンタイムパスワード', 'One-time password'),
    hint: view.t('トークンに表示されている数字', 'The digits that the token shows'),
    isNumeric: true,
    autocomplete: 'one-time-code',
    maxlength: 32,
  });
}
