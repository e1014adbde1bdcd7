import type { Hono } from 'hono';
import type { WebEnv } from '../../web/web-env.ts';
import type { Pages } from '../page-options.ts';
import { leave } from '../roles.ts';
import { callPages } from './calls.ts';
import { customerCardPages } from './card.ts';
import { contractPages } from './contract.ts';
import { contractListPages } from './contracts.ts';
import { endingPages } from './ending.ts';
import { eventPages } from './events.ts';
import { formPages } from './forms.ts';
import { deskLoginPages } from './login.ts';
import { newContractPages } from './new-contract.ts';
import { tokenPages } from './tokens.ts';

/** The desk of the branch (当金庫). */
export function deskPages(app: Hono<WebEnv>, pages: Pages): void {
  const { isOperator } = pages.options;
  app.use('/desk/*', async (context, next) => {
    const { visit } = context.var;
    const name = visit.data?.['operator'];
    if (name !== undefined && (await isOperator?.(name)) === false) leave(visit, 'operator');
    await next();
  });
  deskLoginPages(app, pages);
  contractListPages(app, pages);
  newContractPages(app, pages);
  customerCardPages(app, pages);
  contractPages(app, pages);
  formPages(app, pages);
  tokenPages(app, pages);
  callPages(app, pages);
  endingPages(app, pages);
  eventPages(app, pages);
}
