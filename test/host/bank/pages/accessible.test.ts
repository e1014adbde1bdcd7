import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { BY_ID, codeAt, delivered, opened, OPERATOR, seedOf } from '../store/support.ts';
import { launch, type Look, Screen, serve } from './browser.ts';
import { everyPage } from './every-page.ts';
import { webBank } from './support.ts';

const SERIAL = 'SKTH00000001';
/** One page of each layout: what differs between languages and colours, differs on these. */
const DARK = new Set([
  'top',
  'admin-login-keyboard',
  'admin-card',
  'admin-main-stopped',
  'admin-users',
  'admin-register-refused',
  'admin-mode-warning',
  'admin-app-qr',
  'user-transactions',
  'desk-new-contract',
  'desk-card',
  'desk-tokens',
]);

describe.skipIf(withoutChromium)(`every page in Chromium${chromiumReason}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  /** Leads through every page of a bank of its own; `see` tells what is wrong with one. */
  async function tour(
    look: Look,
    see: (screen: Screen, name: string) => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const web = await webBank();
    const card = await opened(web.bank);
    await delivered(web.bank, SERIAL);
    const server = await serve(web.app);
    const screen = await Screen.open(browser, server.url, look);
    const found: string[] = [];
    const nextCode = (): string => {
      web.clock.pass(30);
      return codeAt(seedOf(SERIAL), web.clock.ms);
    };
    const stop = async (): Promise<void> => {
      await web.bank.operator.reportCall(OPERATOR, { serial: SERIAL, reason: 'loss' });
      for (let time = 0; time < 10; time++) {
        web.clock.pass(20);
        await web.bank.login.user(BY_ID, { userId: 'suzuki', password: 'chigau99' });
      }
    };
    await everyPage(screen, { card, nextCode, serial: SERIAL, stop }, async (name) => {
      const faults = await see(screen, name);
      found.push(...faults.map((fault) => `${name}: ${fault}`));
      const folder = process.env['FOBKIT_SCREENS'];
      if (folder === undefined) return;
      const path = `${folder}/${name}-${look.locale ?? ''}.png`;
      await screen.page.screenshot({ path, fullPage: true });
    });
    expect(web.failures).toEqual([]);
    // The page that is not there is a failure to Chromium, and is meant.
    screen.complaints.splice(0, Infinity, ...screen.complaints.filter((it) => !it.includes('404')));
    await screen.close();
    await server.close();
    await web.close();
    return found;
  }

  async function tooWide({ page }: Screen, width: number): Promise<readonly string[]> {
    const is: unknown = await page.evaluate('document.documentElement.scrollWidth');
    return Number(is) > width ? [`is ${String(is)} wide`] : [];
  }

  test('is accessible, fits a wide window, and breaks no policy, in Japanese', async () => {
    const found = await tour({ locale: 'ja-JP', width: 1280 }, async (screen) => [
      ...(await screen.faults()),
      ...(await tooWide(screen, 1280)),
    ]);
    expect(found).toEqual([]);
  }, 180_000);

  test('fits a telephone and breaks no policy, in English; its dark colours have contrast', async () => {
    const look: Look = { locale: 'en-US', colorScheme: 'dark', width: 390 };
    const found = await tour(look, async (screen, name) => [
      ...(DARK.has(name) ? await screen.faults() : []),
      ...(await tooWide(screen, 390)),
    ]);
    expect(found).toEqual([]);
  }, 180_000);
});
