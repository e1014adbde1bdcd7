import { Hono } from 'hono';
import type { Bank } from '../domain/bank.ts';
import type { WebEnv } from '../web/web-env.ts';
import { consolePages } from './console/console.ts';
import { deskPages } from './desk/desk.ts';
import { missingCustomerPages, missingDeskPages } from './missing-pages.ts';
import type { PagesOptions } from './page-options.ts';
import { RefusedForms } from './refused-forms.ts';
import { topPages } from './top.ts';
import { userPages } from './user/user-pages.ts';

/**
 * The bank's pages: the administrator's console (`/admin`), the users' (`/user`), the operator's
 * desk (`/desk`). To be mounted at `/` of the web's base, which has the assets of `pageAssets` and
 * the `refusalPage`:
 * `webBase({ assets, refusalPage: refusalPage(assets), … }).app.route('/', bankPages(bank, options))`.
 */
export function bankPages(bank: Bank, options: PagesOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const pages = { bank, options, refused: new RefusedForms() };
  const areas = options.areas ?? ['customers', 'desk'];
  if (areas.includes('customers')) {
    topPages(app, pages);
    consolePages(app, pages);
    userPages(app, pages);
    missingCustomerPages(app, pages);
  }
  if (areas.includes('desk')) {
    deskPages(app, pages);
    missingDeskPages(app, pages);
  }
  return app;
}
