import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { codeAt, delivered, opened, seedOf } from '../store/support.ts';
import { launch, type Look, Screen, serve } from './browser.ts';
import { everyPage } from './every-page.ts';
import { webBank } from './support.ts';

const SERIAL = 'SKTH00000001';

describe.skipIf(withoutChromium)(`every page in Chromium${chromiumReason}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each<Look>([
    { locale: 'ja-JP', colorScheme: 'light', width: 1280 },
    { locale: 'en-US', colorScheme: 'dark', width: 390 },
  ])(
    'is accessible, fits its width, and breaks no policy: $locale $colorScheme $width',
    async (look) => {
      const web = await webBank();
      const card = await opened(web.bank);
      await delivered(web.bank, SERIAL);
      const server = await serve(web.app);
      const screen = await Screen.open(browser, server.url, look);
      const folder = process.env['FOBKIT_SCREENS'];
      const found: string[] = [];
      const nextCode = (): string => {
        web.clock.pass(30);
        return codeAt(seedOf(SERIAL), web.clock.ms);
      };
      await everyPage(screen, { card, nextCode, serial: SERIAL }, async (name) => {
        for (const fault of await screen.faults()) found.push(`${name}: ${fault}`);
        const width: unknown = await screen.page.evaluate('document.documentElement.scrollWidth');
        if (Number(width) > (look.width ?? 0)) found.push(`${name}: is ${String(width)} wide`);
        if (folder !== undefined) {
          const path = `${folder}/${name}-${look.locale ?? ''}-${look.colorScheme ?? ''}.png`;
          await screen.page.screenshot({ path, fullPage: true });
        }
      });
      expect(found).toEqual([]);
      expect(web.failures).toEqual([]);
      // The page that is not there is a failure to Chromium, and is meant.
      screen.complaints.splice(
        0,
        Infinity,
        ...screen.complaints.filter((it) => !it.includes('404')),
      );
      await screen.close();
      await server.close();
      await web.close();
    },
    180_000,
  );
});
