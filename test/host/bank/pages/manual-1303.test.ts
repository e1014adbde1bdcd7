import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';
import { CONFIRMATION, CONTRACT } from '../store/support.ts';
import { launch, Screen } from './browser.ts';
import { ManualBench } from './manual-bench.ts';
import type { Visitor } from './support.ts';

/** 2022/04/19 09:36:16 in Japan, as it stands on the manual's picture. */
const AT = Date.UTC(2022, 3, 19, 0, 36, 16);
const HARDWARE = 'SKTH00509641';
const BANK = { bankCode: '1303', policy: asahi1303 };
const CURRENT = '現在のトークン情報（シリアル番号）';

describe.skipIf(withoutChromium)(
  `朝日ビジネスWEB ご利用の手引き${chromiumReason}`,
  { timeout: 180_000 },
  () => {
    let browser: Browser;
    let bench: ManualBench;

    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(async () => {
      await browser.close();
    });

    describe('電子証明書方式', () => {
      afterAll(async () => {
        await bench.close();
      });
      beforeAll(async () => {
        bench = await ManualBench.open(browser, { bank: BANK, loginMethod: 'certificate', at: AT });
      });

      test('ワンタイムパスワードの利用開始の流れ: ⑦ 利用形態, ⑧ the app’s serial and code, and the serial tells that it is done', async () => {
        const screen = await bench.computer(`${CONTRACT}1303`);
        const { page } = screen;
        await bench.toNotice(screen, 'certificate');
        await bench.toSettings(screen);
        await screen.click('利用開始');
        const start = await screen.main();
        expect(start).toContain('2022/04/19 09:36:16 時点');
        expect(start).toContain('利用形態を変更する場合は、トークンの利用登録が解除されます。');
        await page.getByText('全ての利用者が同じトークンを使用する').click();
        await screen.click('次へ');
        expect(await screen.heading()).toBe('トークン情報の利用登録');
        await screen.goto('/admin/otp/app');
        await screen.click('QRコードを表示');
        await page.getByRole('img', { name: 'アプリを設定するQRコード' }).waitFor();
        const serial = await page.locator('.facts .number').first().innerText();
        expect(serial).toMatch(/^SKTS[0-9]{8}$/);
        const code = await bench.phone(await page.locator('[data-activation]').innerText());
        await screen.click('利用登録へ');
        await bench.register(screen, serial, await code());
        const registered = await screen.main();
        expect(registered).toMatch(new RegExp(`${CURRENT}\\s+${serial}`));
        expect(registered).not.toContain('利用登録が完了しました');
        bench.pass(30);
        const tanaka = await bench.computer(`${CONTRACT}1303-tanaka`);
        await bench.transfer(tanaka, 'tanaka', await code());
        expect(await tanaka.main()).toContain('取引を受け付けました。');
      });

      test('通常は契約者IDと金融機関コードのみのものが管理者用の電子証明書: that of a user opens no console', async () => {
        const other = await bench.computer(`${CONTRACT}1303-tanaka`);
        await other.goto('/admin/login/certificate');
        expect(await other.main()).toContain('この電子証明書は利用者のものです。');
        expect(await other.main()).not.toContain('ご契約先暗証番号');
      });

      test('電子証明書の選択が表示されない場合: without a certificate the page says what to do', async () => {
        const visitor = bench.web.visitor();
        await visitor.open('/admin/login');
        await visitor.open('/admin/login/certificate');
        expect(visitor.seen.text).toContain(
          '一度インターネットを見る画面（ブラウザ）を全て閉じてから',
        );
      });
    });

    describe('after the login', () => {
      let screen: Screen;
      let administrator: Visitor;

      beforeAll(async () => {
        screen = await Screen.open(browser, 'about:blank');
      });
      afterAll(async () => {
        await screen.close();
      });
      afterEach(async () => {
        await bench.close();
      });
      beforeEach(async () => {
        bench = await ManualBench.open(browser, { bank: BANK, loginMethod: 'id-password', at: AT });
        await screen.moveTo(bench.url);
        administrator = await bench.administrator('same');
      });

      const registered = async (serial: string, code: string): Promise<void> => {
        await administrator.open('/admin/otp/register');
        await administrator.send({ serial, code, confirmation: CONFIRMATION });
        expect(administrator.seen.text).toContain(`${CURRENT} ${serial}`);
        bench.pass(30);
      };

      test('ハードウェアトークンからソフトウェアトークンに、ソフトウェアトークンからハードウェアトークンに切り替える', async () => {
        const fob = await bench.delivered(HARDWARE);
        await registered(HARDWARE, await bench.read(fob));
        const token = await bench.app();
        await bench.goOn(screen, administrator);
        await screen.click('利用登録');
        await bench.register(screen, token.serial, await token.code());
        expect(await screen.main()).toMatch(new RegExp(`${CURRENT}\\s+${token.serial}`));
        bench.pass(30);
        expect(await bench.says('tanaka', await token.code())).toContain('取引を受け付けました。');
        bench.pass(30);
        await bench.register(screen, HARDWARE, await bench.read(fob));
        expect(await screen.main()).toMatch(new RegExp(`${CURRENT}\\s+${HARDWARE}`));
        bench.pass(30);
        const said = await bench.says('tanaka', await token.code());
        expect(said).toContain('ワンタイムパスワードに誤りがあります。');
      });

      test('お手続きされていないトークンによるロック: only paper lifts it, and that clears every setting', async () => {
        const [old, fresh] = [
          await bench.delivered(HARDWARE),
          await bench.delivered('SKTH00509642'),
        ];
        await registered(HARDWARE, await bench.read(old));
        for (let time = 0; time < 5; time++) {
          bench.pass(30);
          await bench.says('tanaka', await bench.read(fresh));
        }
        const locked = 'お手続きされていないトークンによりロックがかかっています。';
        await screen.goOnAs(administrator.cookies);
        await screen.goto('/admin');
        expect(await screen.main()).toContain(locked);
        await screen.click('利用解約依頼書');
        expect(await screen.main()).toContain('ワンタイムパスワードの設定が全て解除されます。');
        await bench.toSettings(screen);
        await screen.click('利用中止解除');
        expect(await screen.main()).toContain(locked);
        expect(await screen.page.getByLabel('ご契約先確認暗証番号').count()).toBe(0);
        const clerk = await bench.clerk();
        await clerk.open('/desk/forms');
        const form = { kind: 'termination', formNumber: 'K-20220419-1', contractId: CONTRACT };
        await clerk.send({ ...form, userId: '', serial: '' });
        expect(clerk.seen.text).toContain('ワンタイムパスワードの設定を全て解除しました。');
        await screen.goto('/admin');
        expect(await screen.main()).toContain('ワンタイムパスワードの利用開始操作が必要です。');
      });

      test('利用中止の操作だけでは契約は解除されません: the settings go, and no 特定取引 can be made', async () => {
        const fob = await bench.delivered(HARDWARE);
        await registered(HARDWARE, await bench.read(fob));
        await bench.goOn(screen, administrator);
        await screen.click('利用終了');
        expect(await screen.main()).toContain('特定取引（振込等）を行うことができなくなります');
        await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
        await screen.click('利用終了');
        expect(await screen.main()).toContain('確認欄へチェックをいれてください。');
        await screen.page.getByLabel('上記を確認しました。').check();
        await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
        await screen.click('利用終了');
        expect(await screen.main()).toContain(
          '「利用解約依頼書」をご提出いただくまで契約状態となります',
        );
        const said = await bench.says('tanaka', await bench.read(fob));
        expect(said).toContain('ワンタイムパスワードの利用開始操作が必要です。');
      });

      test('紛失盗難等による一時的な利用中止の場合は、事故設定: it stops the token, and is lifted', async () => {
        const fob = await bench.delivered(HARDWARE);
        await registered(HARDWARE, await bench.read(fob));
        await bench.goOn(screen, administrator);
        await screen.click('事故設定');
        const { page } = screen;
        const send = async (): Promise<void> => {
          await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
          await page.locator('button[type=submit].primary').click();
        };
        await page.getByLabel('事故設定', { exact: true }).check();
        await page.getByLabel('盗難').check();
        await send();
        expect(await screen.main()).toContain('事故設定を行いました。');
        const said = await bench.says('tanaka', await bench.read(fob));
        expect(said).toContain('このトークンは事故設定されているため');
        await page.getByLabel('事故設定解除').check();
        await send();
        expect(await screen.main()).toContain('事故設定を解除しました。');
        bench.pass(30);
        expect(await bench.says('tanaka', await bench.read(fob))).toContain(
          '取引を受け付けました。',
        );
      });

      test('スマートフォンを紛失された場合は、ただちに当金庫までご連絡ください: a call stops the token', async () => {
        const token = await bench.app();
        await registered(token.serial, await token.code());
        const clerk = await bench.clerk();
        await clerk.open('/desk/calls');
        await clerk.send({ serial: token.serial, reason: 'loss', remark: '' });
        expect(clerk.seen.text).toContain('ご連絡を受け付け、トークンの利用を停止しました。');
        const said = await bench.says('tanaka', await token.code());
        expect(said).toContain('このトークンは事故設定されているため');
        await screen.goOnAs(administrator.cookies);
        await screen.goto('/admin');
        expect(await screen.main()).toContain('停止・解除依頼書をお取引店へご提出ください。');
      });
    });
  },
);
