import type { AdministratorActor, OperatorActor, UserActor } from '../domain/actor.ts';
import type { SessionStage, SessionView, WhyOver } from '../domain/views.ts';
import type { SessionData } from '../web/sessions.ts';
import type { Visit } from '../web/visit.ts';
import { leaveFlash } from './flash.ts';
import type { Once } from './once.ts';
import type { Pages } from './page-options.ts';
import type { PageContext } from './view.ts';

/** As whom somebody is logged in; one browser may be several. */
export type Role = 'administrator' | 'user' | 'operator';

const STAGES: Readonly<Record<SessionStage, string>> = {
  card: '/admin/card',
  notice: '/admin/notice',
  open: '/admin',
};

type Handler<Actor> = (context: PageContext, actor: Actor) => Response | Promise<Response>;
type Route = (context: PageContext) => Promise<Response>;

/** Logged in, as that too. */
export function enter(visit: Visit, role: Role, value: string): void {
  visit.begin({ ...without(visit.data, role), [role]: value });
}

/** No longer that; the rest stays. */
export function leave(visit: Visit, role: Role): void {
  const rest = without(visit.data, role);
  if (Object.keys(rest).length === 0) visit.end();
  else visit.begin(rest);
}

/** For an administrator who has come that far; whoever comes out of order is led to where he is. */
export function forAdministrator(
  pages: Pages,
  stage: SessionStage,
  handler: Handler<AdministratorActor>,
  sent?: Pick<Once<unknown>, 'knows'>,
): Route {
  return async (context) => {
    const { visit } = context.var;
    const session = visit.data?.['administrator'];
    if (session === undefined)
      return context.redirect(visit.isOver ? '/over' : '/admin/login', 303);
    const view = await viewOfSession(pages, context, session);
    if (view === undefined) return await overNow(pages, context, 'administrator');
    const actor: AdministratorActor = { kind: 'administrator', session };
    if (view.stage === stage || sentBefore(sent, context)) return await handler(context, actor);
    if (context.req.method === 'POST') {
      leaveFlash(visit, { outcome: 'refused', sentence: 'out-of-order' });
    }
    return context.redirect(STAGES[view.stage], 303);
  };
}

export function forUser(pages: Pages, handler: Handler<UserActor>): Route {
  return async (context) => {
    const { visit } = context.var;
    const session = visit.data?.['user'];
    if (session === undefined)
      return context.redirect(visit.isOver ? '/over?as=user' : '/login', 303);
    const view = await viewOfSession(pages, context, session);
    if (view === undefined) return await overNow(pages, context, 'user');
    return await handler(context, { kind: 'user', session });
  };
}

export function forOperator(handler: Handler<OperatorActor>): Route {
  return async (context) => {
    const { visit } = context.var;
    const name = visit.data?.['operator'];
    if (name === undefined)
      return context.redirect(visit.isOver ? '/desk/over' : '/desk/login', 303);
    return await handler(context, { kind: 'operator', name });
  };
}

/** Undefined when it is over, and for whoever comes without the certificate that opened it. */
async function viewOfSession(
  { bank, options }: Pages,
  context: PageContext,
  session: string,
): Promise<SessionView | undefined> {
  const view = await bank.login.session(session);
  if (view?.certificate === undefined) return view;
  return options.certificate?.(context)?.serial === view.certificate ? view : undefined;
}

/** The bank's own session is over: nobody is logged in as that any more. */
export function over(context: PageContext, role: Role, why: WhyOver = 'session-over'): Response {
  leave(context.var.visit, role);
  const query = new URLSearchParams({
    ...(role === 'user' ? { as: role } : {}),
    ...(why === 'session-over' ? {} : { why }),
  }).toString();
  return context.redirect(query === '' ? '/over' : `/over?${query}`, 303);
}

async function overNow(
  { bank }: Pages,
  context: PageContext,
  role: 'administrator' | 'user',
): Promise<Response> {
  const session = context.var.visit.data?.[role] ?? '';
  return over(context, role, await bank.login.whyOver(session));
}

/** Does what a form asks for, once however often it is sent. */
export function once<Answer>(
  sent: Once<Answer>,
  context: PageContext,
  work: () => Promise<Answer>,
): Promise<Answer> {
  return sent.run(visitorOf(context), context.var.form.get('once'), work);
}

function sentBefore(sent: Pick<Once<unknown>, 'knows'> | undefined, context: PageContext): boolean {
  if (sent === undefined || context.req.method !== 'POST') return false;
  return sent.knows(visitorOf(context), context.var.form.get('once'));
}

/** What came of the form with this mark that the visitor has sent to `path`, if it is known still. */
export function answered<Answer>(
  sent: Once<Answer>,
  context: PageContext,
  { path, mark }: { readonly path: string; readonly mark: string },
): Promise<Answer> | undefined {
  return sent.answer(visitorOf(context, path), mark);
}

/** A form is sent by one of those as whom somebody is logged in: the others may come and go. */
function visitorOf(context: PageContext, path = context.req.path): string {
  const [, area = ''] = path.split('/');
  const role = ROLES[area];
  return `${(role === undefined ? undefined : context.var.visit.data?.[role]) ?? ''}\n${path}`;
}

const ROLES: Readonly<Record<string, Role>> = {
  admin: 'administrator',
  user: 'user',
  desk: 'operator',
};

function without(data: SessionData = {}, role: Role): SessionData {
  const kept: readonly Role[] = ['administrator', 'user', 'operator'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = data[name];
      return name === role || value === undefined ? [] : [[name, value]];
    }),
  );
}
