import type { Status } from '@fobkit/protocol';

export type Refusal = Exclude<Status, 'ok'>;

/** What became of a command: its reply, or the status that says why there is none. */
export type Outcome<Reply> =
  { readonly status: 'ok'; readonly reply: Reply } | { readonly status: Refusal };

export function ok<Reply>(reply: Reply): Outcome<Reply> {
  return { status: 'ok', reply };
}

export function refuse(status: Refusal): { readonly status: Refusal } {
  return { status };
}
