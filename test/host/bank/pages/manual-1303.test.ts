import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { CONFIRMATION, CONTRACT } from '../store/support.ts';
import { launch, type Screen } from './browser.ts';
import { ManualBench } from './manual-bench.ts';

/** 2022/04/19 09:36:16 in Japan, as it stands on the manual's picture. */
const AT = Date.UTC(2022, 3, 19, 0, 36, 16);
const HARDWARE = 'SKTH00509641';

describe.skipIf(withoutChromium)(
  `朝日ビジネスWEB ご利用の手引き${chromiumReason}`,
  { timeout: 180_000 },
  () => {
    let browser: Browser;
    let bench: ManualBench;
    let screen: Screen;

    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(async () => {
      await browser.close();
    });
    beforeEach(async () => {
      const bank = { bankCode: '1303', policy: asahi1303 };
      bench = await ManualBench.open(browser, { bank, loginMethod: 'certificate', at: AT });
      screen = await bench.computer(`${CONTRACT}1303`);
    });
    afterEach(async () => {
      await bench.close();
    });

    async function begun(): Promise<void> {
      await bench.toNotice(screen, 'certificate');
      await bench.toSettings(screen);
      await screen.click('利用開始');
      await screen.page.getByText('全ての利用者が同じトークンを使用する').click();
      await screen.click('次へ');
      expect(await screen.heading()).toBe('トークン情報の利用登録');
    }

    /** Scans the QR code of the console with a phone. */
    async function app(): Promise<{ serial: string; code: () => Promise<string> }> {
      const { page } = screen;
      await screen.goto('/admin/users');
      await page.locator('summary', { hasText: 'ワンタイムパスワードの設定' }).click();
      await screen.click('ソフトウェアトークンの発行（QRコード）');
      await screen.click('QRコードを表示');
      await page.getByRole('img', { name: 'アプリを設定するQRコード' }).waitFor();
      const phone = await bench.phone();
      const set = (): Promise<void> => phone.page.clock.setFixedTime(bench.web.clock.ms);
      await set();
      await phone.scan(await page.locator('[data-activation]').innerText());
      const serial = await page.locator('.facts .number').first().innerText();
      return {
        serial,
        code: async () => {
          await set();
          await phone.restart();
          return phone.code();
        },
      };
    }

    const user = (): Promise<Screen> => bench.computer(`${CONTRACT}1303-tanaka`);

    test('ワンタイムパスワードの利用開始の流れ: ⑦ 利用形態, ⑧ the app’s serial and code, and the serial tells that it is done', async () => {
      await bench.toNotice(screen, 'certificate');
      await bench.toSettings(screen);
      await screen.click('利用開始');
      const start = await screen.main();
      expect(start).toContain('2022/04/19 09:36:16 時点');
      expect(start).toContain('利用形態を変更する場合は、トークンの利用登録が解除されます。');
      await screen.page.getByText('全ての利用者が同じトークンを使用する').click();
      await screen.click('次へ');
      const token = await app();
      expect(token.serial).toMatch(/^SKTS[0-9]{8}$/);
      await screen.click('利用登録へ');
      bench.pass(30);
      await bench.register(screen, token.serial, await token.code());
      const registered = await screen.main();
      expect(registered).toMatch(
        new RegExp(`現在のトークン情報（シリアル番号）\\s+${token.serial}`),
      );
      expect(registered).not.toContain('利用登録が完了しました');
      bench.pass(30);
      const tanaka = await user();
      await bench.transfer(tanaka, 'tanaka', await token.code());
      expect(await tanaka.main()).toContain('取引を受け付けました。');
    });

    test('通常は契約者IDと金融機関コードのみのものが管理者用の電子証明書: that of a user opens no console', async () => {
      const other = await bench.computer(`${CONTRACT}1303-tanaka`);
      await other.goto('/admin/login/certificate');
      await other.fill('ご契約先暗証番号', 'anshou01');
      await other.click('ログイン');
      expect(await other.main()).toContain('ご契約先暗証番号に誤りがあります。');
    });

    test('電子証明書の選択が表示されない場合: without a certificate the page says what to do', async () => {
      const bare = await bench.computer();
      await bare.goto('/admin/login');
      await bare.click('電子証明書方式ログイン');
      expect(await bare.main()).toContain(
        '一度インターネットを見る画面（ブラウザ）を全て閉じてから',
      );
    });

    test('ハードウェアトークンからソフトウェアトークンに、ソフトウェアトークンからハードウェアトークンに切り替える', async () => {
      await begun();
      const fob = await bench.delivered(HARDWARE);
      await bench.register(screen, HARDWARE, await bench.read(fob));
      bench.pass(30);
      const token = await app();
      await bench.toSettings(screen);
      await screen.click('利用登録');
      bench.pass(30);
      await bench.register(screen, token.serial, await token.code());
      expect(await screen.main()).toMatch(
        new RegExp(`現在のトークン情報（シリアル番号）\\s+${token.serial}`),
      );
      const tanaka = await user();
      bench.pass(30);
      await bench.transfer(tanaka, 'tanaka', await token.code());
      expect(await tanaka.main()).toContain('取引を受け付けました。');
      await bench.toSettings(screen);
      await screen.click('利用登録');
      bench.pass(30);
      await bench.register(screen, HARDWARE, await bench.read(fob));
      expect(await screen.main()).toMatch(/現在のトークン情報（シリアル番号）\s+SKTH00509641/);
      bench.pass(30);
      await bench.transfer(tanaka, 'tanaka', await token.code());
      expect(await tanaka.main()).toContain('ワンタイムパスワードに誤りがあります。');
    });

    test('お手続きされていないトークンによるロック: only paper lifts it, and that clears every setting', async () => {
      await begun();
      const [old, fresh] = [await bench.delivered(HARDWARE), await bench.delivered('SKTH00509642')];
      await bench.register(screen, HARDWARE, await bench.read(old));
      const tanaka = await user();
      for (let time = 0; time < 5; time++) {
        bench.pass(30);
        await bench.transfer(tanaka, 'tanaka', await bench.read(fresh));
        if ((await tanaka.main()).includes('お手続きされていないトークン')) break;
      }
      await bench.toSettings(screen);
      await screen.click('利用中止解除');
      await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
      await screen.click('OK');
      const refused = 'お手続きされていないトークンによりロックがかかっています。';
      expect(await screen.main()).toContain(refused);
      const desk = await bench.computer();
      await bench.toDesk(desk);
      await desk.click('書面の受付');
      await desk.page.getByText('利用解約依頼書').click();
      await desk.fill('書面番号', 'K-20220419-1');
      await desk.fill('契約者ID（利用者番号）', CONTRACT);
      await desk.click('受付');
      expect(await desk.main()).toContain('ワンタイムパスワードの設定を全て解除しました。');
      await screen.goto('/admin');
      expect(await screen.main()).toContain('ワンタイムパスワードの利用開始操作が必要です。');
    });

    test('利用中止の操作だけでは契約は解除されません: the settings go, and no 特定取引 can be made', async () => {
      await begun();
      const fob = await bench.delivered(HARDWARE);
      await bench.register(screen, HARDWARE, await bench.read(fob));
      await bench.toSettings(screen);
      await screen.click('利用中止');
      expect(await screen.main()).toContain('特定取引（振込等）を行うことができなくなります');
      await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
      await screen.click('利用中止');
      expect(await screen.main()).toContain('確認欄へチェックをいれてください。');
      await screen.page.getByLabel('上記を確認しました。').check();
      await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
      await screen.click('利用中止');
      expect(await screen.main()).toContain(
        '「利用解約依頼書」をご提出いただくまで契約状態となります',
      );
      bench.pass(30);
      const tanaka = await user();
      await bench.transfer(tanaka, 'tanaka', await bench.read(fob));
      expect(await tanaka.main()).toContain('ワンタイムパスワードの設定がないため');
    });

    test('紛失盗難等による一時的な利用中止の場合は、事故設定: it stops the token, and is lifted', async () => {
      await begun();
      const fob = await bench.delivered(HARDWARE);
      await bench.register(screen, HARDWARE, await bench.read(fob));
      await bench.toSettings(screen);
      await screen.click('事故設定');
      await screen.page.getByLabel('理由（事故設定の場合）').selectOption('theft');
      await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
      await screen.page.locator('button[type=submit].primary').click();
      expect(await screen.main()).toContain('事故設定を行いました。');
      const tanaka = await user();
      bench.pass(30);
      await bench.transfer(tanaka, 'tanaka', await bench.read(fob));
      expect(await tanaka.main()).toContain('このトークンは事故設定されているため');
      await screen.page.getByLabel('事故設定解除').check();
      await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
      await screen.page.locator('button[type=submit].primary').click();
      expect(await screen.main()).toContain('事故設定を解除しました。');
      bench.pass(30);
      await bench.transfer(tanaka, 'tanaka', await bench.read(fob));
      expect(await tanaka.main()).toContain('取引を受け付けました。');
    });

    test('スマートフォンを紛失された場合は、ただちに当金庫までご連絡ください: a call stops the token', async () => {
      await begun();
      const token = await app();
      await bench.toSettings(screen);
      await screen.click('利用登録');
      bench.pass(30);
      await bench.register(screen, token.serial, await token.code());
      const desk = await bench.computer();
      await bench.toDesk(desk);
      await desk.click('紛失・盗難の連絡');
      await desk.fill('シリアル番号', token.serial);
      await desk.click('利用停止');
      expect(await desk.main()).toContain('ご連絡を受け付け、トークンの利用を停止しました。');
      const tanaka = await user();
      bench.pass(30);
      await bench.transfer(tanaka, 'tanaka', await token.code());
      expect(await tanaka.main()).toContain('このトークンは事故設定されているため');
    });
  },
);
