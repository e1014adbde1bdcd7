import type { Reply } from '../domain/reply.ts';
import { SENTENCES, type SentenceId } from '../domain/sentences.ts';
import type { Answer } from './route.ts';

interface Told {
  readonly id: SentenceId;
  readonly ja: string;
  readonly en: string;
}

/** What was done, with the bank's sentence in both languages; a refusal as it is. */
export function said<More extends object>(
  reply: Reply<More>,
  more: (done: More) => object = () => ({}),
): Answer {
  if (reply.outcome === 'refused') return reply;
  const { sentence, note } = reply;
  return {
    json: {
      ...more(reply),
      ...(sentence === undefined ? {} : { sentence: told(sentence) }),
      ...(note === undefined ? {} : { note: told(note) }),
    },
  };
}

function told(id: SentenceId): Told {
  return { id, ...SENTENCES[id] };
}
