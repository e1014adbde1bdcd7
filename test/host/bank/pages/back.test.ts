import { expect, test } from 'vitest';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { launch, Screen, serve } from './browser.ts';
import { OpenedBank, SERIAL } from './opened-bank.ts';

const here = new OpenedBank();

test.skipIf(withoutChromium)(
  `Back and reload after a refused form send nothing again${chromiumReason}`,
  async () => {
    const visitor = await here.started();
    const [browser, server] = await Promise.all([launch(), serve(here.web.app)]);
    const screen = await Screen.open(browser, server.url);
    const { page } = screen;
    await screen.goOnAs(visitor.cookies);
    await screen.goto('/admin/otp/register');
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent++;
    });
    await page.locator('#serial').fill(SERIAL);
    await screen.click('OK');
    await page.locator('#confirmation-error, #code-error').first().waitFor();
    await page.reload();
    await screen.goto('/admin/otp/mode');
    await screen.click('次へ');
    await page.locator('.error').first().waitFor();
    await screen.goto('/admin');
    await page.goBack();
    await page.goBack();
    await page.goForward();
    expect(screen.path).toBe('/admin/otp/mode');
    expect(sent).toBe(2);
    await screen.close();
    await Promise.all([browser.close(), server.close()]);
  },
  60_000,
);
