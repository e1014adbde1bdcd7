import type { AdministratorActor } from '../../domain/actor.ts';
import type { Reply } from '../../domain/reply.ts';
import type { SentenceId } from '../../domain/sentences.ts';
import type { ContractView } from '../../domain/views.ts';
import type { FormFields } from '../../web/form-fields.ts';
import type { Challenge } from '../../verify/code-source.ts';
import { takeChallenge } from '../challenge.ts';
import type { Shown } from '../fields.ts';
import { leaveFlash } from '../flash.ts';
import { answer, type Page } from '../layout.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forAdministrator, once, over } from '../roles.ts';
import { type Html, type PageContext, type View, viewOf } from '../view.ts';
import { withId } from '../words.ts';

/** A page of the administrator's console: what it shows of the contract, and what its form does. */
export interface ConsolePage {
  readonly path: string;
  title(view: View): string;
  body(view: View, contract: ContractView, shown: Shown): Html;
  /** Where one is led from here when this cannot be now: 利用開始 comes first. */
  elsewhere?(contract: ContractView): string | undefined;
  /** What the form does. */
  act?(actor: AdministratorActor, form: FormFields, asked?: Challenge): Promise<Reply>;
  /** Where one comes after it was done. */
  readonly then?: string;
  /** Said there besides: where one sees what came of it. */
  readonly hint?: SentenceId;
  /** Where this is asked about once more, when that is what it was refused for. */
  asks?(sentence: SentenceId, form: FormFields): string | undefined;
  readonly scripts?: readonly string[];
}

type Spec = Pick<Page, 'title' | 'body' | 'status' | 'scripts'>;

/** The handlers of a console page: shown, sent, shown anew with what was refused. */
export function consolePage(
  pages: Pages,
  page: ConsolePage,
): Readonly<Record<'get' | 'post', (context: PageContext) => Promise<Response>>> {
  const sent = new Once<Reply>();
  const show = async (context: PageContext, actor: AdministratorActor): Promise<Response> => {
    const shown = pages.refused.take(context);
    const reply = await pages.bank.administrator.contract(actor);
    if (reply.outcome === 'refused') return over(context, 'administrator');
    const { contract } = reply;
    const elsewhere = page.elsewhere?.(contract);
    if (elsewhere !== undefined) {
      if (shown.refused !== undefined) leaveFlash(context.var.visit, shown.refused);
      return context.redirect(elsewhere, 303);
    }
    const view = viewOf(pages, context);
    return await answerConsole(context, view, contract, {
      title: page.title(view),
      body: page.body(view, contract, shown),
      scripts: page.scripts ?? [],
    });
  };
  return {
    get: forAdministrator(pages, 'open', show),
    post: forAdministrator(
      pages,
      'open',
      async (context, actor) => {
        const { form, visit } = context.var;
        const reply = await once(
          sent,
          context,
          async (): Promise<Reply> =>
            (await page.act?.(actor, form, takeChallenge(visit))) ?? {
              outcome: 'refused',
              sentence: 'not-yours',
            },
        );
        if (reply.outcome === 'done') {
          leaveFlash(visit, reply, page.hint);
          return context.redirect(page.then ?? page.path, 303);
        }
        if (reply.sentence === 'session-over') return over(context, 'administrator');
        const question = page.asks?.(reply.sentence, form);
        if (question !== undefined) return context.redirect(question, 303);
        return pages.refused.show(context, reply);
      },
      sent,
    ),
  };
}

/** A page with the console's menu and the name of the contract. */
export function answerConsole(
  context: PageContext,
  view: View,
  { name, contractId }: ContractView,
  page: Spec,
): Response | Promise<Response> {
  const who = withId(view, name, contractId);
  return answer(context, view, { ...page, area: 'administrator', who });
}
