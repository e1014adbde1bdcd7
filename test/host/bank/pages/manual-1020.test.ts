import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask1020 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { CONTRACT, LOGIN_CODE } from '../store/support.ts';
import { launch, Screen } from './browser.ts';
import { ManualBench } from './manual-bench.ts';

const AT = Date.UTC(2026, 3, 1, 1, 30, 0);
const SERIAL = 'SKTH10200001';
const OTHER = 'SKTH10200002';

describe.skipIf(withoutChromium)(`トークン変更手順${chromiumReason}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let bench: ManualBench;
  let screen: Screen;

  const open = async (loginMethod: 'certificate' | 'id-password'): Promise<void> => {
    const bank = { bankCode: '1020', policy: ask1020 };
    bench = await ManualBench.open(browser, { bank, loginMethod, at: AT });
  };
  /** The administrator, who has begun the use, at the settings. */
  const begun = async (mode: 'same' | 'different'): Promise<void> => {
    await bench.goOn(screen, await bench.administrator(mode));
  };

  beforeAll(async () => {
    browser = await launch();
    screen = await Screen.open(browser, 'about:blank');
  });
  afterAll(async () => {
    await screen.close();
    await browser.close();
  });
  beforeEach(async () => {
    await open('id-password');
    await screen.moveTo(bench.url);
  });
  afterEach(async () => {
    await bench.close();
  });

  test('IDパスワード方式: ② to ⑩ and ⑤-2, all users share one token', async () => {
    await bench.toNotice(screen, 'id');
    await bench.toSettings(screen);
    await screen.click('利用開始');
    await screen.page.getByText('全ての利用者が同じトークンを使用する').click();
    await screen.click('次へ');
    await bench.toSettings(screen);
    expect(await screen.main()).toMatch(/現在の設定\s+全ての利用者が同じトークンを使用する/);
    const fob = await bench.delivered(SERIAL);
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(fob));
    const registered = await screen.main();
    expect(registered).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200001/);
    expect(registered).not.toContain('利用登録が完了しました');
    bench.pass(30);
    await bench.transfer(screen, 'tanaka', await bench.read(fob));
    expect(await screen.main()).toContain('取引を受け付けました。');
    bench.pass(30);
    expect(await bench.says('suzuki', await bench.read(fob))).toContain('取引を受け付けました。');
  });

  test('⑤-1: 利用者が複数いる場合は、次の利用者を選択の上同様におこないます', async () => {
    await begun('different');
    const [one, other] = [await bench.delivered(SERIAL), await bench.delivered(OTHER)];
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(one));
    expect(await screen.main()).toContain('トークンを登録する利用者を1名選択してください。');
    bench.pass(30);
    await screen.page.getByLabel('田中を選択').check();
    await bench.register(screen, SERIAL, await bench.read(one));
    expect(await screen.main()).toMatch(/田中 tanaka\s+SKTH10200001/);
    await screen.page.getByLabel('鈴木を選択').check();
    await bench.register(screen, OTHER, await bench.read(other));
    const both = await screen.main();
    expect(both).toMatch(/田中 tanaka\s+SKTH10200001/);
    expect(both).toMatch(/鈴木 suzuki\s+SKTH10200002/);
    bench.pass(30);
    const said = await bench.says('tanaka', await bench.read(other));
    expect(said).toContain('ワンタイムパスワードに誤りがあります。');
    bench.pass(30);
    expect(await bench.says('tanaka', await bench.read(one))).toContain('取引を受け付けました。');
  });

  test('電池切れ等で起動できない場合は、利用トークンの変更操作: another token takes the place of a dead one', async () => {
    await begun('same');
    const old = await bench.delivered(SERIAL);
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(old));
    const fresh = await bench.delivered(OTHER);
    await bench.register(screen, OTHER, await bench.read(fresh));
    expect(await screen.main()).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200002/);
    bench.pass(30);
    expect(await bench.says('tanaka', await bench.read(fresh))).toContain('取引を受け付けました。');
  });

  test('事前に書面の手続きが必要です。専用端末の郵送到着後ご設定ください: a token on its way is refused', async () => {
    await begun('same');
    const fob = await bench.fob(SERIAL);
    const clerk = await bench.clerk();
    await clerk.open('/desk/forms');
    const form = { kind: 'token-application', formNumber: 'M-1020', contractId: CONTRACT };
    await clerk.send({ ...form, userId: '', serial: '' });
    expect(clerk.seen.path).toBe(`/desk/tokens/${SERIAL}`);
    await clerk.send({ action: 'dispatch' });
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(fob));
    expect(await screen.main()).toContain('専用端末の郵送到着後ご設定ください。');
    await clerk.send({ action: 'arrive' });
    bench.pass(30);
    await bench.register(screen, SERIAL, await bench.read(fob));
    expect(await screen.main()).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200001/);
  });

  test('電子証明書方式: ③ to ⑤, the certificate tells who it is and C alone is typed', async () => {
    await bench.close();
    await open('certificate');
    const own = await bench.computer(`${CONTRACT}1020`);
    await bench.toNotice(own, 'certificate');
    await own.click('次へ');
    expect(await own.heading()).toBe('メイン');
  });

  test('ソフトウェアキーボードを開く: C is typed by clicks alone, on keys in another order each time', async () => {
    const { page } = screen;
    await screen.goto('/admin/login/id');
    await screen.fill('契約者ID（利用者番号）', '123456');
    await screen.click('ソフトウェアキーボードを開く');
    const keypad = page.getByRole('group', { name: 'ソフトウェアキーボード' });
    const order = await keypad.locator('.keys button').allTextContents();
    expect(order.join('')).not.toBe('0123456789abcdefghijklmnopqrstuvwxyz');
    expect(order.toSorted().join('')).toBe('0123456789abcdefghijklmnopqrstuvwxyz');
    for (const character of LOGIN_CODE) {
      await keypad.getByRole('button', { name: character, exact: true }).click();
    }
    expect(await page.locator('#loginCode').inputValue()).toBe(LOGIN_CODE);
    expect(await keypad.getByRole('status').innerText()).toBe('8文字');
    await page.keyboard.press('Escape');
    expect(await keypad.count()).toBe(0);
    await screen.click('ソフトウェアキーボードを開く');
    const first = await page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.textContent')).not.toBe(first);
    expect(await page.locator('#loginCode').inputValue()).toHaveLength(9);
    await screen.click('1文字削除');
    await screen.click('ログイン');
    expect(await screen.heading()).toBe('ご契約先ワンタイムパスワード入力');
  });
});
