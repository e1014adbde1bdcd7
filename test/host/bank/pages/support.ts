import type { Hono } from 'hono';
import type { HostClock } from '../../../../host/client/clock.ts';
import { appRoutes } from '../../../../host/bank/app/app-routes.ts';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import { cellOf, isCardSymbol } from '../../../../host/bank/domain/customer-card.ts';
import { bankPages } from '../../../../host/bank/pages/bank-pages.ts';
import { pageAssets } from '../../../../host/bank/pages/page-assets.ts';
import type { PagesOptions } from '../../../../host/bank/pages/page-options.ts';
import { refusalPage } from '../../../../host/bank/pages/refusal-page.ts';
import { Clerks } from '../../../../host/bank/store/clerks.ts';
import type { BankOptions } from '../../../../host/bank/store/open-bank.ts';
import { webBase } from '../../../../host/bank/web/web-base.ts';
import type { WebEnv } from '../../../../host/bank/web/web-env.ts';
import {
  CONTRACT,
  LOGIN_CODE,
  OPERATOR,
  type TestBank,
  testBank,
  USER_PASSWORD,
} from '../store/support.ts';

export const CLERK = { name: 'sato', password: 'madoguchi1' } as const;

/** A bank with its pages; the same clock for both. */
export interface WebBank extends TestBank {
  readonly app: Hono<WebEnv>;
  /** What a page threw. */
  readonly failures: unknown[];
  /** A browser without scripts, with cookies of its own. */
  visitor(language?: 'ja' | 'en'): Visitor;
}

const FAST = { burst: 1e6, perSecond: 1e6 };

export async function webBank(
  options: Parameters<typeof testBank>[0] = {},
  pages: Partial<PagesOptions> = {},
): Promise<WebBank> {
  const made = await testBank(options);
  return { ...made, ...(await pagesOf(made, pages)) };
}

export async function pagesOf(
  { bank, clock: time }: TestBank,
  pages: Partial<PagesOptions> = {},
  isSecure = false,
): Promise<Pick<WebBank, 'app' | 'failures' | 'visitor'>> {
  const clock: HostClock = {
    unixMs: () => time.unixMs(),
    now: () => time.unixMs(),
    // Nothing that a page waits for comes while a test lasts.
    after: () => () => undefined,
  };
  const assets = pageAssets();
  const failures: unknown[] = [];
  const base = webBase({
    clock,
    isSecure,
    assets,
    refusalPage: refusalPage(assets),
    programs: ['/app'],
    rates: { all: FAST, unsafe: FAST },
    onFailure: (error) => failures.push(error),
  });
  const clerks = new Clerks(bank);
  const added = await clerks.add(OPERATOR, CLERK.name, CLERK.password);
  if (added !== 'ok') throw new Error(`no clerk: ${added}`);
  const operators: PagesOptions['operators'] = (name, password) => clerks.check(name, password);
  const isOperator = (name: string): Promise<boolean> => clerks.isClerk(name);
  base.app.route('/', bankPages(bank, { clock, assets, operators, isOperator, ...pages }));
  base.app.route('/app', appRoutes(bank.phones));
  return {
    app: base.app,
    failures,
    visitor: (language = 'ja') => new Visitor(base.app, language),
  };
}

export type BankSettings = BankOptions['settings'];

/** What a visitor sees after his last step. */
export interface Seen {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  /** What a reader reads, in one line. */
  readonly text: string;
}

/** Goes from page to page as a browser without scripts does. */
export class Visitor {
  readonly #app: Hono<WebEnv>;
  readonly #language: string;
  readonly #cookies = new Map<string, string>();
  seen: Seen = { status: 0, path: '/', html: '', text: '' };

  constructor(app: Hono<WebEnv>, language: string) {
    this.#app = app;
    this.#language = language;
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async open(path: string): Promise<Seen> {
    return this.#follow(path, { method: 'GET' });
  }

  /** Fills the form of the page that was seen last in, with its hidden fields, and sends it. */
  async send(
    fields: Readonly<Record<string, string | readonly string[]>>,
    path?: string,
  ): Promise<Seen> {
    return this.post({ ...this.hidden(), ...fields }, path ?? this.seen.path);
  }

  /** Exactly these fields. */
  async post(
    fields: Readonly<Record<string, string | readonly string[]>>,
    path: string,
  ): Promise<Seen> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    }
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.#follow(path, { method: 'POST', body: body.toString(), headers });
  }

  /** The hidden fields of the page's own form; of the frame's where it has none. */
  hidden(): Record<string, string> {
    const { html } = this.seen;
    const fields = (part: string): [string, string][] =>
      [...part.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      );
    const frame = fields(html).filter(([name]) => name === 'csrf');
    return Object.fromEntries([...frame, ...fields(html.slice(html.indexOf('<main')))]);
  }

  /** The same as `send`, by a browser that goes nowhere with the answer. */
  async sendOnly(fields: Readonly<Record<string, string>>): Promise<Response> {
    const body = new URLSearchParams({ ...this.hidden(), ...fields }).toString();
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: this.cookies,
    };
    return await this.#app.request(this.seen.path, { method: 'POST', body, headers });
  }

  async #follow(path: string, init: RequestInit): Promise<Seen> {
    const headers = new Headers(init.headers);
    headers.set('Accept-Language', this.#language);
    headers.set('Cookie', this.cookies);
    const response = await this.#app.request(path, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to !== null) return this.#follow(to, { method: 'GET' });
    const html = await response.text();
    this.seen = { status: response.status, path, html, text: textOf(html) };
    return this.seen;
  }
}

function textOf(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}

/** The two digits of each position that the page asks for. */
export function cardAnswer(card: CustomerCard, { html }: Seen): Record<string, string> {
  const symbols = [...html.matchAll(/class="symbol">(.)</g)].map(([, symbol = '']) => symbol);
  const cells = symbols.map((symbol) => (isCardSymbol(symbol) ? cellOf(card, symbol) : ''));
  return { cell1: cells[0] ?? '', cell2: cells[1] ?? '' };
}

/** As the administrator, to the main page. */
export async function toMain(
  visitor: Visitor,
  card: CustomerCard,
  contractId = CONTRACT,
): Promise<Seen> {
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId, loginCode: LOGIN_CODE });
  await visitor.send(cardAnswer(card, visitor.seen));
  return visitor.send({});
}

export async function asUser(
  visitor: Visitor,
  userId: string,
  contractId = CONTRACT,
): Promise<Seen> {
  await visitor.open('/login');
  return visitor.send({ contractId, userId, password: USER_PASSWORD });
}

export async function asClerk(visitor: Visitor): Promise<Seen> {
  await visitor.open('/desk/login');
  return visitor.send({ operator: CLERK.name, password: CLERK.password });
}
