import { describe, expect, it } from 'vitest';
import { groupedCode } from '../../../../../host/bank/app/shared/activation-code.ts';
import { phoneShop, reason, skipped } from './browser.ts';
import { WATCHED_STORAGE } from './in-page.ts';
import { MANUAL_TIME } from './phone.ts';

describe.skipIf(skipped)(`activation of a phone${reason}`, () => {
  const shop = phoneShop();

  it('goes by a typed code, in small letters and without hyphens', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.open();
    await phone.type(code.toLowerCase());
    await phone.code();
    expect(await phone.page.textContent('.serial p')).toBe(serial);
    expect(shop.bank.activationOf(code)?.finishedAt).toBe(MANUAL_TIME / 1000);
  });

  it('tells one wrong letter as a typo, with its group, and asks the bank nothing', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy({ locale: 'en-GB' });
    await phone.open();
    const wrong = code.charAt(12) === 'A' ? 'B' : 'A';
    await phone.type(groupedCode(code.slice(0, 12) + wrong + code.slice(13)));
    const fault = await phone.page.textContent('#code-fault');
    expect(fault).toBe('There is a typo, probably in group 3 of six.');
    expect(await phone.page.getAttribute('#code', 'aria-invalid')).toBe('true');
    expect(shop.bank.calls).toEqual([]);
  });

  it('tells a typo in an address that was mangled', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.scan(code.slice(0, 29));
    expect(await phone.page.textContent('#code-fault')).toContain('29桁');
    expect(shop.bank.calls).toEqual([]);
  });

  it('is refused with a code that was used, and leaves nothing', async () => {
    const { code } = shop.bank.issue();
    await (await shop.buy()).scan(code);
    const second = await shop.buy();
    await second.scan(code);
    expect(await second.fault()).toBe('used');
    await second.restart();
    await second.page.waitForSelector('#code');
    expect(await second.page.$('[data-fault]')).toBeNull();
  });

  it('is refused with a code whose time is over', async () => {
    const { code } = shop.bank.issue();
    shop.bank.nowMs += 3_600_000;
    const phone = await shop.buy();
    await phone.scan(code);
    expect(await phone.fault()).toBe('expired');
  });

  it('is refused with a code that another phone has begun with', async () => {
    const { code } = shop.bank.issue();
    const first = await shop.buy();
    await first.page.route('**/api/confirm', (route) => route.abort());
    await first.scan(code);
    expect(await first.fault()).toBe('offline');
    const second = await shop.buy();
    await second.scan(code);
    expect(await second.fault()).toBe('taken');
  });

  it('goes on after the answer was lost, with the same key pair', async () => {
    const { code, serial } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.page.route('**/api/activate', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await phone.scan(code);
    expect(await phone.fault()).toBe('offline');
    const boundTo = shop.bank.activationOf(code)?.boundTo;
    await phone.page.unroute('**/api/activate');
    await phone.restart();
    await phone.code();
    expect(await phone.page.textContent('.serial p')).toBe(serial);
    expect(boundTo).toBeDefined();
    expect(shop.bank.activationOf(code)?.boundTo).toBe(boundTo);
  });

  it('goes on after the answer to the first code was lost', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.page.route('**/api/confirm', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await phone.scan(code);
    expect(await phone.fault()).toBe('offline');
    expect(shop.bank.activationOf(code)?.finishedAt).toBeDefined();
    await phone.page.unroute('**/api/confirm');
    await phone.page.tap('button.primary');
    await phone.code();
    expect(shop.bank.calls).toEqual(['activate', 'confirm', 'confirm']);
  });

  it('does not go on when its time has ended in between', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.page.route('**/api/confirm', (route) => route.abort());
    await phone.scan(code);
    await phone.page.unroute('**/api/confirm');
    shop.bank.nowMs += 3_600_000;
    await phone.restart();
    expect(await phone.fault()).toBe('expired');
  });

  it('warns of a clock that is off, and goes on once it is right', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy({ locale: 'en-GB' });
    await phone.page.clock.setFixedTime(MANUAL_TIME + 240_000);
    await phone.scan(code);
    expect(await phone.fault()).toBe('wrong-code');
    const warning = await phone.page.textContent('[data-ahead-seconds="240"]');
    expect(warning).toContain('about 4 min ahead');
    await phone.page.clock.setFixedTime(MANUAL_TIME);
    await phone.page.tap('button.primary');
    await phone.code();
    expect(await phone.page.$('[data-ahead-seconds]')).toBeNull();
  });

  it('succeeds with a clock a little behind, and says so', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy({ locale: 'en-GB' });
    await phone.page.clock.setFixedTime(MANUAL_TIME - 20_000);
    await phone.scan(code);
    await phone.code();
    const warning = await phone.page.textContent('[data-ahead-seconds="-20"]');
    expect(warning).toContain('20 s behind');
  });

  it('is refused with a seal that is not for this phone', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.page.route('**/api/activate', async (route) => {
      const response = await route.fetch();
      const reply = (await response.json()) as { serial: string };
      await route.fulfill({ response, json: { ...reply, serial: 'SKTS99999999' } });
    });
    await phone.scan(code);
    expect(await phone.fault()).toBe('seal');
  });

  it('takes an answer that is none of the bank’s for a bank that is away', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    await phone.page.route('**/api/activate', (route) => route.fulfill({ body: '<h1>proxy</h1>' }));
    await phone.scan(code);
    expect(await phone.fault()).toBe('unavailable');
  });

  it('asks the browser to keep the data', async () => {
    const phone = await shop.buy({ script: WATCHED_STORAGE });
    await phone.open();
    expect(await phone.page.getAttribute('html', 'data-persist')).toBeNull();
    await phone.type(shop.bank.issue().code);
    await phone.code();
    expect(await phone.page.getAttribute('html', 'data-persist')).toBe('asked');
    expect(await phone.page.textContent('.settings')).toContain('保護して保存');
  });

  it('sends code and public key in the body alone: no address has them', async () => {
    const { code } = shop.bank.issue();
    const phone = await shop.buy();
    const addresses: string[] = [];
    phone.page.on('request', (request) => addresses.push(request.url()));
    await phone.open();
    await phone.type(code);
    const otp = await phone.code();
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) {
      expect(address).not.toContain(code.slice(0, 5));
      expect(address).not.toContain(otp);
    }
  });
});
