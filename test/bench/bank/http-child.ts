// Run by http.ts: serves a bank, and a bare server with otplib behind it, until its standard input
// ends. Prints a line of JSON when it is ready, and one for each line that it reads.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import {
  apiRoutes,
  ApiTokens,
  bankPages,
  pageAssets,
  refusalPage,
  startWeb,
  webBase,
} from '@fobkit/bank';
import { nodeClock } from '@fobkit/client/node';
import { verifySync } from 'otplib';
import { busyBank } from './busy-bank.ts';
import { seedOf, STEP } from './traffic.ts';

const [usersText = '1'] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'fobkit-bench-'));
// Early in the window of a first code.
const step = Math.floor(Date.now() / 1000 / STEP) - 10;
const { bank, bearer } = await busyBank(join(folder, 'bank.db'), Number(usersText), step);

// How many requests come is for the bench to say, not for what keeps visitors in bounds.
const FAST = { burst: 1e9, perSecond: 1e9 };
const assets = pageAssets();
const tokens = new ApiTokens(bank);
const { app } = webBase({
  clock: nodeClock,
  isSecure: false,
  programs: ['/api'],
  rates: { all: FAST, unsafe: FAST, account: FAST },
  assets,
  refusalPage: refusalPage(assets),
});
app.route(
  '/api',
  apiRoutes(bank, {
    clock: nodeClock,
    callerOf: (token) => tokens.callerOf(token),
    rates: { caller: FAST, wrong: FAST },
  }),
);
const operators = (): Promise<undefined> => Promise.resolve(undefined);
app.route('/', bankPages(bank, { clock: nodeClock, assets, operators }));
const web = await startWeb({ app });

/** Judges codes in the same window by otplib, and remembers nothing. */
async function judge(request: IncomingMessage): Promise<number> {
  const asked: unknown = JSON.parse(await text(request));
  if (typeof asked !== 'object' || asked === null || !('code' in asked)) return 400;
  const { valid } = verifySync({
    strategy: 'totp',
    secret: seedOf(0),
    algorithm: 'sha1',
    digits: 6,
    period: STEP,
    epoch: Date.now() / 1000,
    epochTolerance: [4 * STEP, 2 * STEP],
    token: String(asked.code),
  });
  return valid ? 200 : 403;
}

const bare = createServer((request, response) => {
  void judge(request).then((status) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
});
await once(bare.listen(0, '127.0.0.1'), 'listening');
const address = bare.address();
const port = typeof address === 'object' ? address?.port : undefined;

let refused = 0;
let lookedAt = 0;
bank.events.subscribe({ kind: 'operator', name: 'bench' }, ({ kind, facts }) => {
  if (kind !== 'code.refused') return;
  refused++;
  if (facts['why'] === 'wrong') lookedAt++;
});

/** Where it is, its processor time, how many codes were refused until now, and how many of them were looked at. */
function tell(): void {
  const bareUrl = `http://127.0.0.1:${String(port)}`;
  const { system, user } = process.cpuUsage();
  const cpuMs = (system + user) / 1000;
  console.log(JSON.stringify({ url: web.url, bareUrl, bearer, step, cpuMs, refused, lookedAt }));
}

tell();
const asked = createInterface({ input: process.stdin });
asked.on('line', tell);
await once(asked, 'close');
await web.close();
bare.close();
bare.closeAllConnections();
await bank.close();
await rm(folder, { recursive: true });
