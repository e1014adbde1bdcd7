import type { Hono } from 'hono';
import type { WebEnv } from '../../web/web-env.ts';
import type { Pages } from '../page-options.ts';
import { appTokenPages } from './app-token-page.ts';
import { cardPages } from './card.ts';
import { consolePage } from './console-page.ts';
import { loginPages } from './login.ts';
import { contractPage, mainPage } from './main-page.ts';
import { modePage, modeWarningPages, startPage } from './mode-pages.ts';
import { noticePages } from './notice.ts';
import { paperPage } from './paper-page.ts';
import { registerPage } from './register-page.ts';
import { resyncPage } from './resync-page.ts';
import { secretsPage } from './secrets-page.ts';
import { accidentPage, cancelPage, discontinuePage, unlockPage } from './settings-pages.ts';
import { editUserPage, newUserPage } from './user-pages.ts';
import { usersPage } from './users-page.ts';

/** The administrator's console. */
export function consolePages(app: Hono<WebEnv>, pages: Pages): void {
  loginPages(app, pages);
  cardPages(app, pages);
  noticePages(app, pages);
  appTokenPages(app, pages);
  const desk = pages.bank.administrator;
  for (const page of [
    mainPage,
    contractPage,
    usersPage,
    newUserPage(desk),
    editUserPage(desk),
    secretsPage(desk),
    paperPage,
    startPage(desk),
    modePage(desk),
    ...modeWarningPages(desk),
    registerPage(desk),
    cancelPage(desk),
    unlockPage(desk),
    accidentPage(desk),
    resyncPage(desk),
    discontinuePage(desk),
  ]) {
    const handlers = consolePage(pages, page);
    app.get(page.path, handlers.get);
    if (page.act !== undefined) app.post(page.path, handlers.post);
  }
}
