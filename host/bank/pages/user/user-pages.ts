import type { Hono } from 'hono';
import type { UserActor } from '../../domain/actor.ts';
import type { Refused, Reply } from '../../domain/reply.ts';
import { TRANSACTION_KINDS } from '../../domain/transaction-form.ts';
import { takeYen } from '../../domain/typed-text.ts';
import type { UserHome } from '../../domain/views.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { takeChallenge } from '../challenge.ts';
import { leaveFlash } from '../flash.ts';
import { answer, type Page } from '../layout.ts';
import { Once } from '../once.ts';
import type { Pages } from '../page-options.ts';
import { forUser, once, over } from '../roles.ts';
import { type PageContext, type View, viewOf } from '../view.ts';
import { homeBody } from './home.ts';
import { transferBody } from './transfer.ts';
import { transactionsBody } from './transactions.ts';
import { userLoginPages } from './login.ts';

/** What a user of a contract does: 特定取引, and what came of them. */
export function userPages(app: Hono<WebEnv>, pages: Pages): void {
  userLoginPages(app, pages);
  const { user } = pages.bank;
  const sent = new Once<Reply>();
  app.get(
    '/user',
    forUser(pages, (context, actor) =>
      withHome(pages, context, actor, (view, home) => ({
        title: view.t('メイン', 'Main'),
        body: homeBody(view, home),
      })),
    ),
  );
  app.get(
    '/user/transfer',
    forUser(pages, (context, actor) => transfer(pages, context, actor)),
  );
  app.post(
    '/user/transfer',
    forUser(pages, async (context, actor) => {
      const { form, visit } = context.var;
      const kind = TRANSACTION_KINDS.find((known) => known === form.get('kind')) ?? 'transfer';
      const transaction = {
        kind,
        to: form.get('to').trim(),
        amount: takeYen(form.get('amount')),
      };
      const reply = await once(sent, context, () => {
        const challenge = takeChallenge(visit);
        const answered = challenge === undefined ? {} : { challenge };
        return user.transact(actor, transaction, { code: form.get('code'), ...answered });
      });
      if (reply.outcome === 'refused') {
        if (reply.sentence === 'session-over') return over(context, 'user');
        return pages.refused.show(context, reply);
      }
      leaveFlash(visit, reply);
      return context.redirect('/user/transactions', 303);
    }),
  );
  app.get(
    '/user/transactions',
    forUser(pages, async (context, actor) => {
      const reply = await user.transactions(actor);
      if (reply.outcome === 'refused') return refusedTo(context, reply);
      return await withHome(pages, context, actor, (view) => ({
        title: view.t('取引一覧', 'Transactions'),
        body: transactionsBody(view, reply.transactions),
      }));
    }),
  );
}

function transfer(pages: Pages, context: PageContext, actor: UserActor): Promise<Response> {
  const shown = pages.refused.take(context);
  return withHome(pages, context, actor, (view, home) => ({
    title: view.t('特定取引（振込等）', 'Transfers and the like'),
    body: transferBody(view, home, shown),
  }));
}

async function withHome(
  pages: Pages,
  context: PageContext,
  actor: UserActor,
  page: (view: View, home: UserHome) => Pick<Page, 'title' | 'body' | 'status'>,
): Promise<Response> {
  const reply = await pages.bank.user.home(actor);
  if (reply.outcome === 'refused') return refusedTo(context, reply);
  const view = viewOf(pages, context);
  const { contractName, name } = reply.home;
  const who = `${contractName} ${name}`;
  return await answer(context, view, { ...page(view, reply.home), area: 'user', who });
}

function refusedTo(context: PageContext, reply: Refused): Response {
  if (reply.sentence === 'session-over') return over(context, 'user');
  leaveFlash(context.var.visit, reply);
  return context.redirect('/login', 303);
}
