import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Hono } from 'hono';
import {
  type CustomerCard,
  cellOf,
  isCardSymbol,
} from '../../../../host/bank/domain/customer-card.ts';
import type { WebEnv } from '../../../../host/bank/web/web-env.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';

export interface Look {
  readonly locale?: 'ja-JP' | 'en-US';
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly javaScriptEnabled?: boolean;
  /** That is shown to the server. */
  readonly certificate?: { readonly certPath: string; readonly keyPath: string };
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** The bank, served, and one who looks at it. */
export class Screen {
  readonly page: Page;
  url: string;
  /** What the browser complained of: errors of scripts, violations of the policy. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context;
    this.page = page;
    this.url = url;
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, look: Look = {}): Promise<Screen> {
    const { locale = 'ja-JP', colorScheme = 'light', width = 1280, height = 860 } = look;
    const context = await browser.newContext({
      viewport: { width, height },
      locale,
      colorScheme,
      javaScriptEnabled: look.javaScriptEnabled ?? true,
      serviceWorkers: 'block',
      ignoreHTTPSErrors: true,
      ...(look.certificate === undefined
        ? {}
        : { clientCertificates: [{ origin: new URL(url).origin, ...look.certificate }] }),
    });
    return new Screen(context, await context.newPage(), url);
  }

  /** The same window at another bank, which knows nobody. */
  async moveTo(url: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.#context.clearCookies();
    this.url = url;
  }

  /** Goes on as the visitor of these cookies, `name=value; …`. */
  async goOnAs(cookies: string): Promise<void> {
    const { url } = this;
    await this.#context.addCookies(
      cookies.split('; ').map((cookie) => {
        const [name = '', ...value] = cookie.split('=');
        return { name, value: value.join('='), url };
      }),
    );
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** A link or button by its words. */
  async click(name: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole('link', { name, exact: true })
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click();
  }

  /** A field by its label. */
  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  heading(): Promise<string | null> {
    return this.page.locator('h1').textContent();
  }

  main(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** Reads the symbols that are asked for, and types what stands under them on the card. */
  async answerCard(card: CustomerCard): Promise<void> {
    const symbols = await this.page.locator('.symbol').allTextContents();
    for (const [index, symbol] of symbols.entries()) {
      if (!isCardSymbol(symbol)) throw new Error(`no symbol of the card: ${symbol}`);
      await this.page.locator(`#cell${String(index + 1)}`).fill(cellOf(card, symbol));
    }
  }

  /** What axe finds wrong with the page, WCAG 2.2 A and AA. */
  async faults(): Promise<readonly string[]> {
    // By the debugger: the policy of the bank lets no script of others in.
    await this.page.evaluate(axeSource);
    const found: unknown = await this.page.evaluate(
      `axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
        selectors: false,
      })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
    );
    return Array.isArray(found) ? found.map(String) : ['axe told nothing'];
  }

  async close(): Promise<void> {
    await this.#context.close();
    expect(this.complaints).toEqual([]);
  }
}

export function serve(app: Hono<WebEnv>): Promise<WebServer> {
  return startWeb({ app });
}
