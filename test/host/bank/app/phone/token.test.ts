import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../../protocol/bytes/hex.ts';
import { usualParameters } from '../../../../../host/bank/app/shared/totp.ts';
import { phoneShop, reason, skipped } from './browser.ts';
import {
  BUTTON_SIZES,
  INLINE_SCRIPT,
  KEPT,
  stored,
  visibility,
  WATCHED_CLIPBOARD,
  type Kept,
} from './in-page.ts';
import { MANUAL_TIME, oathtool } from './phone.ts';

describe.skipIf(skipped)(`the app on a phone${reason}`, () => {
  const shop = phoneShop();

  it('shows after the QR code the code that oathtool shows, 26 seconds left, and the serial', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.scan(code);
    expect(await phone.code()).toBe(oathtool(shop.bank.seedOf(serial), MANUAL_TIME, '--totp=SHA1'));
    expect(await phone.page.textContent('.seconds')).toBe('26');
    expect(await phone.page.textContent('.serial p')).toBe(serial);
    expect(phone.complaints).toEqual([]);
  });

  it('shows oathtool’s codes of SHA-256, 8 digits and 60 s too', async () => {
    const parameters = {
      ...usualParameters,
      algorithm: 'SHA256',
      digits: 8,
      stepSeconds: 60,
    } as const;
    const { code, serial } = shop.bank.issue(parameters);
    const phone = await shop.buy();
    await phone.scan(code);
    const options = ['--totp=SHA256', '--digits=8', '--time-step-size=60s'];
    expect(await phone.code()).toBe(oathtool(shop.bank.seedOf(serial), MANUAL_TIME, ...options));
  });

  it('shows the next code when its time has come', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.scan(code);
    const before = await phone.code();
    await phone.page.clock.setFixedTime(MANUAL_TIME + 26_000);
    const next = oathtool(shop.bank.seedOf(serial), MANUAL_TIME + 26_000, '--totp');
    expect(await phone.code(before)).toBe(next);
    expect(await phone.page.textContent('.seconds')).toBe('30');
  });

  it('shows the serial number by the mode switch 三 alone', async () => {
    const phone = await shop.buy();
    await phone.scan(shop.bank.issue().code);
    await phone.restart();
    await phone.code();
    expect(await phone.page.isVisible('.serial')).toBe(false);
    await phone.page.tap('button.mode');
    expect(await phone.page.isVisible('.serial')).toBe(true);
  });

  it('has the code neither in its title nor in its address nor, unasked, in the clipboard', async () => {
    const phone = await shop.buy({ script: WATCHED_CLIPBOARD });
    const issued = shop.bank.issue().code;
    await phone.scan(issued);
    const code = await phone.code();
    expect(await phone.page.title()).toBe('しんきんワンタイムパスワード');
    expect(phone.page.url()).toBe(phone.address);
    const copied = (): Promise<unknown> => phone.page.evaluate('copied');
    expect(await copied()).toEqual([]);
    await phone.page.tap('.settings button');
    await phone.page.waitForSelector('.told .notice');
    expect(await copied()).toEqual([code]);
  });

  it('works offline after a reload, with the bank gone', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy({ worker: true });
    await phone.scan(code);
    await phone.settle();
    await shop.app.close();
    await phone.context.setOffline(true);
    await phone.page.clock.setFixedTime(MANUAL_TIME + 86_400_000);
    await phone.restart();
    const expected = oathtool(shop.bank.seedOf(serial), MANUAL_TIME + 86_400_000, '--totp');
    expect(await phone.code()).toBe(expected);
    expect(phone.complaints).toEqual([]);
  });

  it('keeps one version of its files', async () => {
    const phone = await shop.buy({ worker: true });
    await phone.page.goto(phone.address.replace('token', 'icon.svg'));
    await phone.page.evaluate("caches.open('fobkit-app-0123456789abcdef').then(() => 0)");
    await phone.open();
    await phone.settle();
    await phone.until('caches.keys().then(({ length }) => length === 1)');
    const [name = ''] = await phone.page.evaluate<string[]>('caches.keys()');
    expect(name).toMatch(/^fobkit-app-[0-9a-f]{16}$/);
    expect(name).not.toBe('fobkit-app-0123456789abcdef');
  });

  it('keeps a key that no script can read, and nowhere the seed', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.scan(code);
    await phone.code();
    const found = await phone.page.evaluate<Kept>(KEPT);
    expect(found.keys).toEqual(['token']);
    expect(found.exports).toEqual(Array(3).fill('InvalidAccessError'));
    expect(found.texts.join(' ')).not.toContain(toHex(shop.bank.seedOf(serial)));
    expect(found.texts).toContain(serial);
  });

  it('shows no code while it is in the background', async () => {
    const phone = await shop.buy();
    await phone.scan(shop.bank.issue().code);
    await phone.code();
    await phone.page.evaluate(visibility('hidden'));
    await phone.until("document.querySelector('.code').textContent === ''");
    await phone.page.evaluate(visibility('visible'));
    expect(await phone.code()).toMatch(/^\d{6}$/);
  });

  it('is removed after a question, with all that it kept', async () => {
    const phone = await shop.buy();
    await phone.scan(shop.bank.issue().code);
    await phone.page.tap('button.danger');
    await phone.page.tap('dialog button:not(.danger)');
    await phone.code();
    await phone.page.tap('button.danger');
    await phone.page.tap('dialog button.danger');
    await phone.page.waitForSelector('#code');
    await phone.restart();
    expect(await phone.page.isVisible('#code')).toBe(true);
  });

  it('has one token: another code is for a phone from which it was removed', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.scan(code);
    const calls = [...shop.bank.calls];
    await phone.scan(shop.bank.issue().code);
    expect(await phone.page.textContent('.notice')).toContain('設定済み');
    expect(shop.bank.calls).toEqual(calls);
    await phone.page.tap('button.mode');
    expect(await phone.page.textContent('.serial p')).toBe(serial);
  });

  it('speaks Japanese or English, as the phone does or as it was switched last', async () => {
    const phone = await shop.buy({ locale: 'en-GB' });
    await phone.open();
    expect(await phone.page.textContent('h2')).toBe('Set up this phone');
    await phone.page.tap('button.language');
    expect(await phone.page.textContent('h2')).toBe('利用開始の設定');
    await phone.until(`${stored('language')}.then((it) => it === 'ja')`);
    await phone.restart();
    await phone.page.waitForSelector('h2');
    expect(await phone.page.getAttribute('html', 'lang')).toBe('ja');
  });

  it('can be installed', async () => {
    const phone = await shop.buy({ worker: true });
    await phone.open();
    await phone.settle();
    const devtools = await phone.context.newCDPSession(phone.page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // Each phone of a test is a private window, from which nothing is installed.
    const errors = installabilityErrors.map(({ errorId }) => errorId);
    expect(errors.filter((id) => id !== 'in-incognito')).toEqual([]);
  });

  it('runs no script that the bank does not serve as a file', async () => {
    const phone = await shop.buy();
    await phone.open();
    expect(await phone.page.evaluate(INLINE_SCRIPT)).toBe(false);
    expect(phone.complaints.join()).toContain('Content Security Policy');
  });

  it('has touch targets of 44 pixels at least, and a width that fits', async () => {
    const phone = await shop.buy({ width: 320, height: 568, locale: 'en-GB' });
    await phone.scan(shop.bank.issue().code);
    await phone.code();
    const sizes = await phone.page.evaluate<number[]>(BUTTON_SIZES);
    expect(sizes.filter((size) => size < 44)).toEqual([]);
    const width = await phone.page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(320);
  });
});
