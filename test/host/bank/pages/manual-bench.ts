import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'hono';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { HostClock } from '../../../../host/client/clock.ts';
import { startTestFob } from '../../../../host/testing/start-test-fob.ts';
import type { TestFob } from '../../../../host/testing/test-fob.ts';
import { Secret } from '../../../../protocol/oath/secret.ts';
import { type DevelopmentCa, makeDevelopmentCa } from '../../../../host/bank/ca/development-ca.ts';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import type { BankOptions } from '../../../../host/bank/store/open-bank.ts';
import type { ShownCertificate } from '../../../../host/bank/pages/page-options.ts';
import { certificateOf } from '../../../../host/bank/web/client-certificate.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';
import type { WebEnv } from '../../../../host/bank/web/web-env.ts';
import { Phone } from '../app/phone/phone.ts';
import {
  CONFIRMATION,
  CONTRACT,
  LOGIN_CODE,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  testBank,
  USER_PASSWORD,
} from '../store/support.ts';
import { Screen } from './browser.ts';
import { asClerk, asUser, pagesOf, toMain, type Visitor, type WebBank } from './support.ts';

export interface ManualSettings {
  readonly bank: BankOptions['settings'];
  readonly loginMethod: 'certificate' | 'id-password';
  /** World time at the start, unix milliseconds. */
  readonly at: number;
}

/** A bank of one of the manuals, whoever works at its pages, and the fobs in their hands. */
export class ManualBench {
  readonly web: WebBank;
  readonly card: CustomerCard;
  readonly server: WebServer;
  /** An administrator, a clerk and a user who take the short way: no scripts, no pictures. */
  readonly #short = new Map<string, Visitor>();
  readonly #browser: Browser;
  readonly #ca: DevelopmentCa | undefined;
  readonly #folder: string;
  readonly #fobs: TestFob[] = [];
  readonly #screens: Screen[] = [];
  readonly #phones: Phone[] = [];
  #forms = 0;

  private constructor(parts: {
    readonly web: WebBank;
    readonly card: CustomerCard;
    readonly server: WebServer;
    readonly browser: Browser;
    readonly ca: DevelopmentCa | undefined;
    readonly folder: string;
  }) {
    this.web = parts.web;
    this.card = parts.card;
    this.server = parts.server;
    this.#browser = parts.browser;
    this.#ca = parts.ca;
    this.#folder = parts.folder;
  }

  /** By certificate it is served with TLS; else plainly, which on this machine is as good. */
  static async open(browser: Browser, settings: ManualSettings): Promise<ManualBench> {
    const made = await testBank({ settings: settings.bank });
    const time = made.clock;
    time.ms = settings.at;
    const clock: HostClock = {
      unixMs: () => time.ms,
      now: () => time.ms,
      after: () => () => undefined,
    };
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-ca-'));
    const isSecure = settings.loginMethod === 'certificate';
    const ca = isSecure ? await makeDevelopmentCa(folder, clock) : undefined;
    const { bankCode } = settings.bank;
    const certificate = (context: Context<WebEnv>): ShownCertificate | undefined => {
      if (ca === undefined) return undefined;
      const identity = certificateOf(context, { bankCode, clock, ca });
      return identity.kind === 'certificate' ? identity : undefined;
    };
    const appPage = (): string => `https://localhost:${String(server.port)}/app/token`;
    const pages = await pagesOf(made, { certificate, appPage }, isSecure);
    const server: WebServer = await startWeb({
      app: pages.app,
      ...(ca === undefined ? {} : { tls: ca.tlsOptions }),
    });
    const contract = { ...NEW_CONTRACT, loginMethod: settings.loginMethod };
    const card = await opened(made.bank, contract);
    const web = { ...made, ...pages };
    return new ManualBench({ web, card, server, browser, ca, folder });
  }

  get url(): string {
    return `${this.#ca === undefined ? 'http' : 'https'}://localhost:${String(this.server.port)}`;
  }

  /** A computer, with the certificates of `names`, as they lie in it. */
  async computer(name?: string): Promise<Screen> {
    const certificate = name === undefined ? undefined : await this.#certificate(name);
    const screen = await Screen.open(this.#browser, this.url, {
      ...(certificate === undefined ? {} : { certificate }),
    });
    this.#screens.push(screen);
    return screen;
  }

  /** The administrator, who has logged in; with `mode`, he has begun the use too. */
  async administrator(mode?: 'same' | 'different'): Promise<Visitor> {
    const visitor = this.#visitor('administrator');
    await toMain(visitor, this.card);
    if (mode !== undefined) {
      await visitor.open('/admin/otp/start');
      await visitor.send({ mode });
      expect(visitor.seen.path).toBe('/admin/otp/register');
    }
    return visitor;
  }

  /** The clerk, who has logged in. */
  async clerk(): Promise<Visitor> {
    const visitor = this.#visitor('clerk');
    await asClerk(visitor);
    return visitor;
  }

  /** What the bank says to a user's 特定取引. */
  async says(userId: string, code: string): Promise<string> {
    const visitor = this.#visitor(userId);
    if (visitor.seen.status === 0) await asUser(visitor, userId);
    await visitor.open('/user/transfer');
    if (!visitor.seen.html.includes('name="code"')) return visitor.seen.text;
    const typed = { kind: 'transfer', to: '株式会社山田', amount: '50000', code };
    return (await visitor.send(typed)).text;
  }

  /** A fob in the bank's stock, loaded at the factory, its seed in the bank's books. */
  async fob(serial: string): Promise<TestFob> {
    const seed = new TextEncoder().encode(`${serial}--------------------`.slice(0, 20));
    const fob = await startTestFob({
      profile: 'shinkin-hardware',
      worldTime: new Date(this.web.clock.ms - 60_000),
      seed: this.#fobs.length + 1,
    });
    await fob.provision({ seed, serialLabel: serial });
    this.#fobs.push(fob);
    this.pass(0);
    const parameters = { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;
    const token = { serial, parameters, seed: new Secret(seed) };
    await this.web.bank.operator.importTokens(OPERATOR, [token]);
    return fob;
  }

  /** By paper, by mail, and in the customer's hands. */
  async delivered(serial: string): Promise<TestFob> {
    const fob = await this.fob(serial);
    this.#forms++;
    const form = { kind: 'token-application', formNumber: `M-${String(this.#forms)}` } as const;
    const { operator } = this.web.bank;
    await operator.takeForm(OPERATOR, { ...form, contractId: CONTRACT, serial });
    await operator.dispatch(OPERATOR, serial);
    expect((await operator.arrive(OPERATOR, serial)).outcome).toBe('done');
    return fob;
  }

  /** Presses the button and reads the picture of the LCD. */
  async read(fob: TestFob): Promise<string> {
    fob.press();
    this.pass(0);
    expect(fob.lcd.text).toMatch(/^[0-9]{6}$/);
    return await Promise.resolve(fob.lcd.text);
  }

  /** World time passes, for the bank, every fob and every phone. */
  pass(seconds: number): void {
    const fobs = this.#fobs.map((fob) => fob.worldTime.getTime());
    const now = Math.max(this.web.clock.ms, ...fobs) + seconds * 1000;
    for (const fob of this.#fobs) fob.advance(Math.max(0, now - fob.worldTime.getTime()) / 1000);
    this.web.clock.ms = now;
  }

  /** A phone that has redeemed this activation code; the code that it shows now. */
  async phone(activationCode: string): Promise<() => Promise<string>> {
    const phone = await Phone.buy(this.#browser, `${this.url}/app/token`);
    this.#phones.push(phone);
    const set = (): Promise<void> => phone.page.clock.setFixedTime(this.web.clock.ms);
    await set();
    await phone.scan(activationCode);
    // The first code tells the bank that all went well, and is used with that.
    const steps = (): number => Math.floor(this.web.clock.ms / 30_000);
    let [shown, at] = [await phone.code(), steps()];
    this.pass(30);
    return async () => {
      await set();
      if (steps() > at) [shown, at] = [await phone.code(shown), steps()];
      return shown;
    };
  }

  /** A phone with the app, set up by the short way. */
  async app(): Promise<{ readonly serial: string; readonly code: () => Promise<string> }> {
    const issued = await this.web.bank.app.issueActivation(OPERATOR, { contractId: CONTRACT });
    if (issued.outcome !== 'done') throw new Error(issued.sentence);
    return { serial: issued.serial, code: await this.phone(issued.activationCode) };
  }

  /** ログイン, to the notice, as both manuals tell it; `by` a certificate or 契約者ID. */
  async toNotice(screen: Screen, by: 'certificate' | 'id'): Promise<void> {
    await screen.goto('/');
    await screen.click('管理者ログイン');
    await screen.click(by === 'id' ? 'IDパスワード方式ログイン' : '電子証明書方式ログイン');
    expect(await screen.heading()).toBe('ご契約先ログイン');
    if (by === 'id') await screen.fill('契約者ID（利用者番号）', CONTRACT);
    await screen.fill('ご契約先暗証番号', LOGIN_CODE);
    await screen.click('ログイン');
    expect(await screen.heading()).toBe('ご契約先ワンタイムパスワード入力');
    await screen.answerCard(this.card);
    await screen.click('OK');
    expect(await screen.heading()).toBe('重要なお知らせ');
  }

  /** 次へ, ご契約先管理情報変更 → 利用者情報登録/変更, and + of ワンタイムパスワードの設定. */
  async toSettings(screen: Screen): Promise<void> {
    const { page } = screen;
    if (screen.path === '/admin/notice') {
      await screen.click('次へ');
      expect(await screen.heading()).toBe('メイン');
    } else await screen.goto('/admin');
    await page.getByRole('link', { name: 'ご契約先管理情報変更', exact: true }).hover();
    await screen.click('利用者情報登録/変更');
    expect(await screen.heading()).toBe('利用者情報選択');
    await page.locator('summary', { hasText: 'ワンタイムパスワードの設定' }).click();
  }

  /** The same, for one who is logged in already. */
  async goOn(screen: Screen, visitor: Visitor): Promise<void> {
    await screen.goOnAs(visitor.cookies);
    await this.toSettings(screen);
  }

  /** シリアル番号, ワンタイムパスワード, ご契約先確認暗証番号, OK. */
  async register(screen: Screen, serial: string, code: string): Promise<void> {
    await screen.fill('シリアル番号', serial);
    await screen.fill('ワンタイムパスワード', code);
    await screen.fill('ご契約先確認暗証番号', CONFIRMATION);
    await screen.click('OK');
    expect(await screen.heading()).toBe('トークン情報の利用登録');
  }

  /** A user's 特定取引. */
  async transfer(screen: Screen, userId: string, code: string): Promise<void> {
    await screen.goto('/login');
    if (await screen.page.getByLabel('契約者ID（利用者番号）').isVisible()) {
      await screen.fill('契約者ID（利用者番号）', CONTRACT);
      await screen.fill('利用者ID', userId);
    }
    await screen.fill('利用者暗証番号', USER_PASSWORD);
    await screen.click('ログイン');
    await screen.goto('/user/transfer');
    await screen.fill('お受取人・納付先', '株式会社山田');
    await screen.fill('金額（円）', '50000');
    await screen.fill('ワンタイムパスワード', code);
    await screen.click('実行');
  }

  async close(): Promise<void> {
    for (const screen of this.#screens) await screen.close();
    for (const { context } of this.#phones) await context.close();
    await this.server.close();
    for (const fob of this.#fobs) await fob.dispose();
    expect(this.web.failures).toEqual([]);
    await this.web.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #visitor(name: string): Visitor {
    const visitor = this.#short.get(name) ?? this.web.visitor();
    this.#short.set(name, visitor);
    return visitor;
  }

  async #certificate(
    name: string,
  ): Promise<{ readonly certPath: string; readonly keyPath: string }> {
    if (this.#ca === undefined) throw new Error('this bank takes no certificates');
    const { certificateFile, keyFile } = await this.#ca.issueClient(name, { days: 3650 });
    return { certPath: certificateFile, keyPath: keyFile };
  }
}
