import type { OperatorActor } from '../../domain/actor.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Shown } from '../fields.ts';
import { leaveFlash } from '../flash.ts';
import { answer, type Page } from '../layout.ts';
import type { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { once } from '../roles.ts';
import { type PageContext, viewOf } from '../view.ts';

export type DeskSpec = Omit<Page, 'area' | 'who'>;

/** A page of the desk, with its menu and the clerk's name. */
export function answerDesk(
  pages: Pages,
  context: PageContext,
  actor: OperatorActor,
  spec: (view: ReturnType<typeof viewOf>) => DeskSpec,
): Response | Promise<Response> {
  const view = viewOf(pages, context);
  return answer(context, view, { ...spec(view), area: 'operator', who: actor.name });
}

/** Carries a form of the desk out, once; then on to `then`, or back to the form with what was refused. */
export async function carryOut<Answer extends Reply>(
  sent: Once<Answer>,
  context: PageContext,
  work: () => Promise<Answer>,
  next: {
    readonly then: (done: Answer) => string;
    readonly again: (shown: Shown) => Response | Promise<Response>;
  },
): Promise<Response> {
  const reply = await once(sent, context, work);
  if (reply.outcome === 'refused') {
    return await next.again({ typed: context.var.form, refused: reply });
  }
  leaveFlash(context.var.visit, reply);
  return context.redirect(next.then(reply), 303);
}
