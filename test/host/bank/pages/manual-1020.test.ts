import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask1020 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { LOGIN_CODE } from '../store/support.ts';
import { launch, type Screen } from './browser.ts';
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
    screen = await bench.computer(loginMethod === 'certificate' ? '1234561020' : undefined);
  };
  const start = async (mode: string): Promise<void> => {
    await bench.toSettings(screen);
    await screen.click('利用開始');
    await screen.page.getByText(mode).click();
    await screen.click('次へ');
    await bench.toSettings(screen);
  };

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(() => open('id-password'));
  afterEach(async () => {
    await bench.close();
  });

  test('IDパスワード方式: ② to ⑩ and ⑤-2, all users share one token', async () => {
    await bench.toNotice(screen, 'id');
    await start('全ての利用者が同じトークンを使用する');
    expect(await screen.main()).toMatch(/現在の設定\s+全ての利用者が同じトークンを使用する/);
    const fob = await bench.delivered(SERIAL);
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(fob));
    const registered = await screen.main();
    expect(registered).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200001/);
    expect(registered).not.toContain('利用登録が完了しました');
    for (const userId of ['tanaka', 'suzuki']) {
      bench.pass(30);
      const computer = await bench.computer();
      await bench.transfer(computer, userId, await bench.read(fob));
      expect(await computer.main()).toContain('取引を受け付けました。');
    }
  });

  test('⑤-1: 利用者が複数いる場合は、次の利用者を選択の上同様におこないます', async () => {
    await bench.toNotice(screen, 'id');
    await start('全ての利用者が異なるトークンを使用する');
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
    const computer = await bench.computer();
    await bench.transfer(computer, 'tanaka', await bench.read(other));
    expect(await computer.main()).toContain('ワンタイムパスワードに誤りがあります。');
    bench.pass(30);
    await bench.transfer(computer, 'tanaka', await bench.read(one));
    expect(await computer.main()).toContain('取引を受け付けました。');
  });

  test('電池切れ等で起動できない場合は、利用トークンの変更操作: another token takes the place of a dead one', async () => {
    await bench.toNotice(screen, 'id');
    await start('全ての利用者が同じトークンを使用する');
    const old = await bench.delivered(SERIAL);
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(old));
    const fresh = await bench.delivered(OTHER);
    await bench.toSettings(screen);
    await screen.click('利用登録');
    await bench.register(screen, OTHER, await bench.read(fresh));
    expect(await screen.main()).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200002/);
    bench.pass(30);
    const computer = await bench.computer();
    await bench.transfer(computer, 'tanaka', await bench.read(fresh));
    expect(await computer.main()).toContain('取引を受け付けました。');
  });

  test('事前に書面の手続きが必要です。専用端末の郵送到着後ご設定ください: a token on its way is refused', async () => {
    await bench.toNotice(screen, 'id');
    await start('全ての利用者が同じトークンを使用する');
    const fob = await bench.fob(SERIAL);
    const desk = await bench.computer();
    await bench.toDesk(desk);
    await desk.click('書面の受付');
    await desk.fill('書面番号', 'M-1020');
    await desk.fill('契約者ID（利用者番号）', '123456');
    await desk.click('受付');
    expect(await desk.heading()).toBe(SERIAL);
    await desk.click('発送');
    await screen.click('利用登録');
    await bench.register(screen, SERIAL, await bench.read(fob));
    expect(await screen.main()).toContain('専用端末の郵送到着後ご設定ください。');
    await desk.click('郵送着');
    bench.pass(30);
    await bench.register(screen, SERIAL, await bench.read(fob));
    expect(await screen.main()).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH10200001/);
  });

  test('電子証明書方式: ③ to ⑤, the certificate tells who it is and C alone is typed', async () => {
    await bench.close();
    await open('certificate');
    await bench.toNotice(screen, 'certificate');
    await screen.click('次へ');
    expect(await screen.heading()).toBe('メイン');
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
