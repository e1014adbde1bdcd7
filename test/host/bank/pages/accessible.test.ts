import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebServer } from '../../../../host/bank/web/web-server.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { BY_ID, codeAt, CONTRACT, delivered, opened, OPERATOR, seedOf } from '../store/support.ts';
import { launch, Screen, serve } from './browser.ts';
import { everyPage } from './every-page.ts';
import { type WebBank, webBank } from './support.ts';

const SERIAL = 'SKTH00000001';
/** One page of each layout: what differs between languages and colours, differs on these. */
const LAYOUTS = new Set([
  '/',
  '/login',
  '/admin',
  '/admin/users',
  '/admin/otp/register',
  '/admin/otp/mode/same',
  '/admin/otp/app',
  '/user/transactions',
  '/desk/contracts/new',
  `/desk/contracts/${CONTRACT}/card`,
  '/desk/tokens',
]);
const FOLDER = process.env['FOBKIT_SCREENS'];

describe.skipIf(withoutChromium)(`every page in Chromium${chromiumReason}`, () => {
  let web: WebBank;
  let browser: Browser;
  let server: WebServer;
  let screen: Screen;
  const paths = new Set<string>();

  beforeAll(async () => {
    web = await webBank();
    [browser, server] = await Promise.all([launch(), serve(web.app)]);
    screen = await Screen.open(browser, server.url);
  });

  afterAll(async () => {
    await screen.close();
    await Promise.all([browser.close(), server.close()]);
    expect(web.failures).toEqual([]);
    await web.close();
  });

  async function picture(name: string): Promise<void> {
    if (FOLDER === undefined) return;
    await screen.page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
  }

  async function tooWide(width: number): Promise<readonly string[]> {
    const is: unknown = await screen.page.evaluate('document.documentElement.scrollWidth');
    return Number(is) > width ? [`is ${String(is)} wide`] : [];
  }

  async function stop(): Promise<void> {
    await web.bank.operator.reportCall(OPERATOR, { serial: SERIAL, reason: 'loss' });
    for (let time = 0; time < 10; time++) {
      web.clock.pass(20);
      await web.bank.login.user(BY_ID, { userId: 'suzuki', password: 'chigau99' });
    }
  }

  function nextCode(): string {
    web.clock.pass(30);
    return codeAt(seedOf(SERIAL), web.clock.ms);
  }

  test('is accessible, fits its window, and breaks no policy', async () => {
    const card = await opened(web.bank);
    await delivered(web.bank, SERIAL);
    const found: string[] = [];
    await everyPage(screen, { card, nextCode, serial: SERIAL, stop }, async (name) => {
      const { pathname, search } = new URL(screen.page.url());
      paths.add(pathname + search);
      const faults = [...(await screen.faults()), ...(await tooWide(1280))];
      found.push(...faults.map((fault) => `${name}: ${fault}`));
      await picture(`${name}-ja`);
    });
    expect(found).toEqual([]);
    // The page that is not there is a failure to Chromium, and is meant.
    screen.complaints.splice(0, Infinity, ...screen.complaints.filter((it) => !it.includes('404')));
  }, 180_000);

  test('fits a telephone in English, and is accessible in the dark', async () => {
    const { page } = screen;
    await screen.goto('/');
    await screen.click('English');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    const found: string[] = [];
    expect(paths.size).toBeGreaterThan(40);
    for (const path of paths) {
      await screen.goto(path);
      const [{ pathname }, language] = [
        new URL(page.url()),
        await page.getAttribute('html', 'lang'),
      ];
      const axe = LAYOUTS.has(pathname) ? await screen.faults() : [];
      const faults = [...axe, ...(await tooWide(390)), ...(language === 'en' ? [] : ['language'])];
      found.push(...faults.map((fault) => `${path}: ${fault}`));
      await picture(`${path.slice(1).replace(/\W/g, '-')}-en-dark`);
    }
    expect(found).toEqual([]);
    screen.complaints.splice(0, Infinity, ...screen.complaints.filter((it) => !it.includes('404')));
  }, 180_000);
});
