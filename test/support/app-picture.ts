/** Draws docs/images/bank-app.png: node --conditions=fobkit-source test/support/app-picture.ts */
import { chromium, type Browser } from 'playwright-core';
import { Secret } from '../../protocol/oath/secret.ts';
import { usualParameters } from '../../host/bank/app/shared/totp.ts';
import { MANUAL_TIME, Phone, type PhoneLook } from '../host/bank/app/phone/phone.ts';
import { serveApp } from '../host/bank/app/served-app.ts';
import { SmallBank } from '../host/bank/app/small-bank.ts';

/** Shows 623641, the code of the manual's picture, at the time of that picture. */
const SEED = '00000000000001480269';

const SHOWN: readonly (PhoneLook & { readonly until: 'start' | 'token' })[] = [
  { locale: 'ja-JP', colorScheme: 'light', until: 'start' },
  { locale: 'ja-JP', colorScheme: 'light', until: 'token' },
  { locale: 'en-GB', colorScheme: 'dark', until: 'token' },
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const pictures: Buffer[] = [];
for (const look of SHOWN) pictures.push(await picture(browser, look));
const board = await browser.newPage({ viewport: { width: 1250, height: 884 } });
const images = pictures.map(
  (png) =>
    `<img style="width:390px;border-radius:18px;box-shadow:0 1px 6px #0006" src="data:image/png;base64,${png.toString('base64')}">`,
);
await board.setContent(
  `<body style="margin:20px;display:flex;gap:20px;background:#fff">${images.join('')}`,
);
await board.screenshot({ path: 'docs/images/bank-app.png' });
await browser.close();

async function picture(on: Browser, look: (typeof SHOWN)[number]): Promise<Buffer> {
  const bank = new SmallBank(MANUAL_TIME);
  const { code, serial } = bank.issue();
  bank.tokens.set(serial, {
    parameters: usualParameters,
    seed: new Secret(new TextEncoder().encode(SEED)),
  });
  const app = await serveApp(bank);
  const phone = await Phone.buy(on, app.page, look);
  if (look.until === 'start') await phone.open();
  else {
    await phone.scan(code);
    await phone.page.waitForSelector('.code span');
  }
  const png = await phone.page.screenshot();
  await phone.context.close();
  await app.close();
  return png;
}
