import { SENTENCES, type SentenceId } from '../domain/sentences.ts';
import type { Reply } from '../domain/reply.ts';
import type { Visit } from '../web/visit.ts';

/** What is to be said on the next page, once. */
export interface Flash {
  readonly how: 'done' | 'refused';
  readonly sentence?: SentenceId;
  readonly note?: SentenceId;
  /** That the current token information tells what came of it. */
  readonly hint?: SentenceId;
}

/** Leaves what a reply says for the page that follows. */
export function leaveFlash(
  visit: Visit,
  { outcome, sentence, note }: Reply,
  hint?: SentenceId,
): void {
  const said = [sentence, note, hint].some((id) => id !== undefined);
  if (visit.data === undefined || !said) return;
  visit.keep({
    ...visit.data,
    how: outcome,
    ...(sentence === undefined ? {} : { sentence }),
    ...(note === undefined ? {} : { note }),
    ...(hint === undefined ? {} : { hint }),
  });
}

export function takeFlash(visit: Visit): Flash | undefined {
  if (visit.data?.['how'] === undefined) return undefined;
  const { how, sentence, note, hint, ...rest } = visit.data;
  visit.keep(rest);
  return {
    how: how === 'done' ? 'done' : 'refused',
    ...(isSentence(sentence) ? { sentence } : {}),
    ...(isSentence(note) ? { note } : {}),
    ...(isSentence(hint) ? { hint } : {}),
  };
}

function isSentence(text: string | undefined): text is SentenceId {
  return text !== undefined && Object.hasOwn(SENTENCES, text);
}
