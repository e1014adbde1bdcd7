import { spawnSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { withoutChromium, chromiumReason } from '../../../../support/chromium.ts';
import { serveApp, type ServedApp } from '../served-app.ts';
import { SmallBank } from '../small-bank.ts';
import { MANUAL_TIME, Phone, type PhoneLook } from './phone.ts';

const withoutOathtool =
  spawnSync('oathtool', ['--version']).status !== 0 && process.env['CI'] !== 'true';
export const skipped = withoutChromium || withoutOathtool;
export const reason =
  chromiumReason + (withoutOathtool ? ' (SKIPPED: apt-get install oathtool)' : '');

export interface Shop {
  bank: SmallBank;
  app: ServedApp;
  buy(look?: PhoneLook): Promise<Phone>;
}

/** One Chromium for a file's tests; a new bank, and phones as new, for each. */
export function phoneShop(): Shop {
  let browser: Browser | undefined;
  /** Those with a worker, which is the browser's and not the page's, are for one test alone. */
  const single: Phone[] = [];
  const renewed: { readonly look: string; readonly phone: Phone; isFree: boolean }[] = [];
  let isClosed = true;
  const shop: Shop = {
    bank: new SmallBank(MANUAL_TIME),
    app: { page: '', close: () => Promise.resolve() },
    async buy(look) {
      if (browser === undefined) throw new Error('no browser');
      const name = JSON.stringify(look ?? {});
      const free = renewed.find((one) => one.look === name && one.isFree);
      if (free !== undefined) {
        free.isFree = false;
        await free.phone.renew(shop.app.page);
        return free.phone;
      }
      const phone = await Phone.buy(browser, shop.app.page, look);
      if (look?.worker === true) single.push(phone);
      else renewed.push({ look: name, phone, isFree: false });
      return phone;
    },
  };
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await shop.app.close();
  });
  beforeEach(async () => {
    shop.bank = new SmallBank(MANUAL_TIME);
    if (!isClosed) return;
    // One server for all, so that Chromium has its files; a test may close it.
    const app = await serveApp({
      unixMs: () => shop.bank.unixMs(),
      activate: (request) => shop.bank.activate(request),
      confirm: (request) => shop.bank.confirm(request),
    });
    isClosed = false;
    shop.app = {
      page: app.page,
      close: () => {
        isClosed = true;
        return app.close();
      },
    };
  });
  afterEach(async () => {
    for (const { context } of single.splice(0)) await context.close();
    for (const one of renewed) one.isFree = true;
  });
  return shop;
}
