import type { OperatorActor } from '../../domain/actor.ts';
import type { Reply } from '../../domain/reply.ts';
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

/** A form of the desk: what it does, once, and where one comes then. */
export interface DeskForm<Answer extends Reply> {
  readonly sent: Once<Answer>;
  readonly work: () => Promise<Answer>;
  readonly then: (done: Answer) => string;
}

/** Carries a form of the desk out; refused, it is shown anew with why. */
export async function carryOut<Answer extends Reply>(
  { refused }: Pages,
  context: PageContext,
  { sent, work, then }: DeskForm<Answer>,
): Promise<Response> {
  const reply = await once(sent, context, work);
  if (reply.outcome === 'refused') return refused.show(context, reply);
  leaveFlash(context.var.visit, reply);
  return context.redirect(then(reply), 303);
}
