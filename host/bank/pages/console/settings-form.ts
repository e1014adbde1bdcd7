import { html } from 'hono/html';
import { buttons, confirmationField, formError, keyboardButton, type Shown } from '../fields.ts';
import type { FieldName } from '../sentence-fields.ts';
import type { Html, View } from '../view.ts';

interface FormParts {
  /** The words of its button. */
  readonly send?: string;
  /** Where 戻る leads. */
  readonly back?: string;
  /** The fields that tell what is wrong with them. */
  readonly fields?: readonly FieldName[];
}

/** What all of these have: something of their own, then ご契約先確認暗証番号 and OK. */
export function settingsForm(view: View, shown: Shown, own: Html, parts: FormParts = {}): Html {
  const { send = 'OK', back = '/admin/users', fields = [] } = parts;
  return html`${formError(view, shown, ['confirmation', 'users', ...fields])}
    <form method="post" class="card-form" novalidate>
      ${view.hidden()} ${own} ${confirmationField(view, shown)} ${keyboardButton(view)}
      ${buttons(
        view,
        send,
        html`<a class="button quiet" href="${back}">${view.t('戻る', 'Back')}</a>`,
      )}
    </form>`;
}
