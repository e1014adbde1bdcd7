import { spawnSync } from 'node:child_process';
import { vi } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { activationUrl } from '../../../../../host/bank/app/shared/activation-code.ts';
import { shownCode } from './in-page.ts';
import { toHex } from '../../../../../protocol/bytes/hex.ts';

/** 2022-04-19 10:29:34 in Japan, as on the manual's picture: 26 seconds of the step are left. */
export const MANUAL_TIME = Date.UTC(2022, 3, 19, 1, 29, 34);

export interface PhoneLook {
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Dots of a pixel; 1 if absent. */
  readonly dots?: number;
  /** With its service worker, which fetches all files once more. */
  readonly worker?: boolean;
  /** Run in each page before its own scripts. */
  readonly script?: string;
}

/** A phone in the hand: a page with storage of its own, its clock set by the test. */
export class Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  address: string;
  /** What the page complained of: errors of scripts, violations of the policy. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page, address: string) {
    this.context = context;
    this.page = page;
    this.address = address;
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
  }

  static async buy(browser: Browser, address: string, look: PhoneLook = {}): Promise<Phone> {
    const { locale = 'ja-JP', colorScheme = 'light', width = 390, height = 844 } = look;
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: look.dots ?? 1,
      serviceWorkers: look.worker === true ? 'allow' : 'block',
      isMobile: true,
      hasTouch: true,
      locale,
      ignoreHTTPSErrors: true,
      colorScheme,
    });
    if (look.script !== undefined) await context.addInitScript(look.script);
    const page = await context.newPage();
    await page.clock.setFixedTime(MANUAL_TIME);
    return new Phone(context, page, address);
  }

  /** As if it were new, for another bank: a new one takes Chromium a second. */
  async renew(address: string): Promise<void> {
    const devtools = await this.context.newCDPSession(this.page);
    const { origin } = new URL(this.address);
    await this.page.unrouteAll();
    await this.page.goto('about:blank');
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await devtools.detach();
    await this.page.clock.setFixedTime(MANUAL_TIME);
    this.complaints.splice(0);
    this.address = address;
  }

  async open(): Promise<void> {
    await this.page.goto(this.address);
    await this.page.waitForSelector('main');
  }

  /** As the phone's camera does: opens the address of the QR code. */
  async scan(code: string): Promise<void> {
    await this.page.goto(activationUrl(this.address, code));
    await this.page.waitForSelector('.code span, .notice, .fault:not(:empty)');
  }

  async type(code: string): Promise<void> {
    await this.page.fill('#code', code);
    await this.page.tap('button.primary');
  }

  /** The digits, once they are there; other ones than `before` if that is given. */
  async code(before = ''): Promise<string> {
    return String(await this.until(shownCode(before)));
  }

  /** What an expression in the page gives, once it is something; the policy lets no page poll itself. */
  async until(expression: string): Promise<unknown> {
    const look = async (): Promise<unknown> => {
      const value = await this.page.evaluate<unknown>(expression);
      if (value === undefined || value === false) throw new Error(`never: ${expression}`);
      return value;
    };
    return await vi.waitFor(look, { timeout: 30_000, interval: 50 });
  }

  /** Which refusal is shown. */
  async fault(): Promise<string | undefined> {
    const notice = await this.page.waitForSelector('[data-fault]');
    return (await notice.getAttribute('data-fault')) ?? undefined;
  }

  async restart(): Promise<void> {
    await this.page.reload();
    await this.page.waitForSelector('main');
  }

  /** Waits until the worker has all files and has the page in its care. */
  async settle(): Promise<void> {
    await this.until('navigator.serviceWorker.controller !== null');
  }
}

/** What oathtool shows of a seed at a time in milliseconds. */
export function oathtool(seed: Uint8Array, unixMs: number, ...options: string[]): string {
  const now = `--now=@${String(Math.floor(unixMs / 1000))}`;
  const run = spawnSync('oathtool', [now, ...options, '-'], {
    input: toHex(seed),
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error('oathtool: apt-get install oathtool');
  return run.stdout.trim();
}
