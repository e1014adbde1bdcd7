import { html } from 'hono/html';
import type { OperatorActor } from '../../domain/actor.ts';
import type { SentenceId } from '../../domain/sentences.ts';
import type { Pages } from '../page-options.ts';
import type { PageContext } from '../view.ts';
import { answerDesk } from './desk-page.ts';

/** There is no such contract or token. */
export async function noSuch(
  pages: Pages,
  context: PageContext,
  actor: OperatorActor,
  sentence: SentenceId,
): Promise<Response> {
  return await answerDesk(pages, context, actor, (view) => ({
    title: view.t('該当なし', 'Not found'),
    body: html`<div class="notice refused" role="alert"><p>${view.say(sentence)}</p></div>`,
    status: 404,
  }));
}
