import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Refused } from '../domain/reply.ts';
import { FormFields } from '../web/form-fields.ts';
import type { WebEnv } from '../web/web-env.ts';

/** What a form shows again. Not in it: codes, passwords, cells of the card. */
const SHOWN_AGAIN: ReadonlySet<string> = new Set([
  'action',
  'amount',
  'contractId',
  'formNumber',
  'kind',
  'method',
  'mode',
  'name',
  'newUser',
  'operator',
  'reason',
  'remark',
  'serial',
  'to',
  'user',
  'userId',
  'userName',
  'why',
]);
const MOST = 500;
const MOST_CHARACTERS = 8000;

interface RefusedForm {
  readonly refused: Refused;
  readonly typed: FormFields;
}

/**
 * Forms that were refused, each for the next showing of its page (post, redirect, get): Back and
 * reload send nothing again. They are the visitor's own; the oldest go first.
 */
export class RefusedForms {
  readonly #forms = new Map<string, RefusedForm>();

  /** Keeps why the form of this request was refused, and leads to its page. */
  show(context: Context<WebEnv>, refused: Refused): Response {
    const key = keyOf(context);
    this.#forms.delete(key);
    this.#forms.set(key, { refused, typed: typedAgain(context.var.form) });
    const [oldest] = this.#forms.keys();
    if (this.#forms.size > MOST && oldest !== undefined) this.#forms.delete(oldest);
    return context.redirect(pathOf(context), 303);
  }

  /** What there is to show on this page, once. */
  take(context: Context<WebEnv>): Partial<RefusedForm> {
    const key = keyOf(context);
    const shown = this.#forms.get(key);
    this.#forms.delete(key);
    return shown ?? {};
  }
}

function keyOf(context: Context<WebEnv>): string {
  const { csrf } = context.var.visit;
  return createHash('sha256')
    .update(`${csrf}\n${pathOf(context)}`)
    .digest('base64url');
}

function pathOf(context: Context<WebEnv>): string {
  return new URL(context.req.url).pathname;
}

function typedAgain(form: FormFields): FormFields {
  const again = new URLSearchParams();
  for (const name of SHOWN_AGAIN) {
    for (const value of form.all(name)) again.append(name, value);
  }
  const body = again.toString();
  return new FormFields(body.length > MOST_CHARACTERS ? '' : body);
}
