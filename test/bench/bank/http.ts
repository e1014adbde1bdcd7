import { join } from 'node:path';
import { AskedProcess } from '../asked-process.ts';
import type { BenchTable } from '../harness.ts';
import { named } from '../machine.ts';
import { atLeast, atMost, holds } from '../target.ts';
import { Browser } from './browser.ts';
import { CLIENTS, type Loaded, type LoadCase, underLoad } from './load.ts';
import { codeOf, CONTRACT, PASSWORD, STEP, userOf } from './traffic.ts';

const GUESSES = 100;
/** By the policy of the bench's bank. */
const LOCK_AFTER = 5;

interface Served {
  readonly url: string;
  readonly bareUrl: string;
  readonly bearer: string;
  /** The step of the codes with which the fobs were registered. */
  readonly step: number;
  readonly cpuMs: number;
  readonly refused: number;
  readonly lookedAt: number;
}

/** What the bank does over HTTP when sixteen ask it at once. */
export async function benchBankHttp(): Promise<BenchTable> {
  const server = new AskedProcess<Served>([
    join(import.meta.dirname, 'http-child.ts'),
    String(CLIENTS + 1),
  ]);
  try {
    const served = await server.state(false);
    const loaded = await underLoad(await casesOf(served), async () => (await server.state()).cpuMs);
    const before = await server.state();
    await guessAtOnce(served);
    const after = await server.state();
    const lookedAt = after.lookedAt - before.lookedAt;
    const refused = after.refused - before.refused;
    return {
      title: `The bank over HTTP, ${CLIENTS} clients at once`,
      columns: ['what', 'a second', 'p50, ms', 'p99, ms', 'processor, ms each', 'target'],
      rows: [
        ...loaded.map(row),
        [
          `${GUESSES} guesses at one fob at once: looked at`,
          lookedAt,
          '',
          '',
          '',
          holds(`${LOCK_AFTER}, all on record`, lookedAt === LOCK_AFTER && refused === GUESSES),
        ],
      ],
      notes: [
        'Server and clients in a process each; medians of 5 interleaved rounds of 1.5 s. The bank keeps',
        'its store in SQLite with an fsync for each commit, and passwords at 32 MiB of scrypt.',
      ],
    };
  } finally {
    server.end();
  }
}

const TARGETS: Readonly<Record<string, (loaded: Loaded) => string>> = {
  verification: ({ p99 }) => atMost(100, p99, 'ms'),
  transfer: ({ p99 }) => atMost(250, p99, 'ms'),
  login: ({ perSecond }) => atLeast(10, perSecond, '/s'),
};

function row(loaded: Loaded): BenchTable['rows'][number] {
  const { cpuMs, name, p50, p99, perSecond } = loaded;
  const target = TARGETS[name.split(/[ ,]/, 1)[0] ?? '']?.(loaded) ?? '';
  const each = [p50, p99].map((ms) => ms.toFixed(1));
  return [name, perSecond.toFixed(0), ...each, cpuMs.toFixed(2), target];
}

async function casesOf({ bareUrl, bearer, step, url }: Served): Promise<readonly LoadCase[]> {
  const next = Array.from({ length: CLIENTS }, () => step);
  const codeFor = (client: number): string => {
    const shown = (next[client] ?? step) + 1;
    next[client] = shown;
    return codeOf(client, shown);
  };
  const browsers = await Promise.all(next.map((_, client) => loggedIn(url, client)));
  return [
    {
      name: 'verification by the API',
      once: (client) => verify(`${url}/api/v1/verify`, bearer, client, codeFor(client)),
    },
    {
      name: `the same by ${named('otplib')}, bare`,
      once: (client) =>
        verify(bareUrl, bearer, client, codeOf(0, Math.floor(Date.now() / 1000 / STEP))),
    },
    {
      name: 'transfer: the form, and its code',
      once: (client) => transfer(browsers[client], codeFor(client)),
    },
    { name: 'login of a user: the form, and the password', once: (client) => logIn(url, client) },
  ];
}

async function verify(url: string, bearer: string, user: number, code: string): Promise<void> {
  const status = await statusOf(url, bearer, user, code);
  if (status !== 200) throw new Error(`a right code gets ${status}`);
}

async function statusOf(url: string, bearer: string, user: number, code: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ contractId: CONTRACT, userId: userOf(user), code }),
  });
  await response.arrayBuffer();
  return response.status;
}

async function loggedIn(url: string, user: number): Promise<Browser> {
  const browser = new Browser(url);
  await browser.open('/login');
  const fields = { contractId: CONTRACT, userId: userOf(user), password: PASSWORD };
  const at = await browser.send('/login', fields);
  if (at !== '/user') throw new Error(`a login leads to ${at}`);
  return browser;
}

async function logIn(url: string, user: number): Promise<void> {
  await loggedIn(url, user);
}

async function transfer(browser: Browser | undefined, code: string): Promise<void> {
  if (browser === undefined) throw new Error('nobody is logged in');
  await browser.open('/user/transfer');
  const fields = { kind: 'transfer', to: '株式会社山田', amount: '50000', code };
  const at = await browser.send('/user/transfer', fields);
  if (at !== '/user/transactions') throw new Error(`a transfer leads to ${at}`);
}

/** At the fob of the one user that nobody else uses; none may get in. */
async function guessAtOnce({ bearer, step, url }: Served): Promise<void> {
  const far = Array.from({ length: GUESSES }, (_, n) => codeOf(CLIENTS, step + 1000 + n));
  const guesses = far.map((code) => statusOf(`${url}/api/v1/verify`, bearer, CLIENTS, code));
  const wrong = (await Promise.all(guesses)).filter((status) => status !== 403);
  if (wrong.length > 0) throw new Error(`guesses get ${wrong.join(', ')}`);
}
