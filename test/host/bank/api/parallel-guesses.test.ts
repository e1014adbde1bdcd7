import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiRoutes } from '../../../../host/bank/api/api-routes.ts';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { ApiTokens } from '../../../../host/bank/store/api-tokens.ts';
import { webBase } from '../../../../host/bank/web/web-base.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  opened,
  OPERATOR,
  seedOf,
  type TestBank,
  testBank,
  wrongCode,
} from '../store/support.ts';

const SERIAL = 'SKTH-1';
const GUESSES = 100;
/** What the policy allows must stop the guesses here, not how many requests come. */
const FAST = { burst: 1e6, perSecond: 1e6 };

let made: TestBank;
let server: WebServer;
let bearer: string;

beforeEach(async () => {
  made = await testBank();
  const { bank, clock } = made;
  const card = await opened(bank);
  await delivered(bank, SERIAL);
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  await bank.administrator.register(admin, {
    serial: SERIAL,
    code: codeAt(seedOf(SERIAL), clock.ms),
    confirmation: CONFIRMATION,
  });
  clock.pass(60);
  const tokens = new ApiTokens(bank);
  const added = await tokens.add(
    { kind: 'system', name: 'test' },
    { name: 'gateway', role: 'verifier' },
  );
  if (added === undefined) throw new Error('no token');
  bearer = added;
  const rates = { all: FAST, unsafe: FAST };
  const { app } = webBase({ clock, isSecure: false, programs: ['/api'], rates });
  const callerOf = (token: string) => tokens.callerOf(token);
  app.route('/api', apiRoutes(bank, { clock, callerOf, rates: { caller: FAST, wrong: FAST } }));
  server = await startWeb({ app });
});

afterEach(async () => {
  await server.close();
  await made.close();
});

async function verify(code: string): Promise<number> {
  const response = await fetch(`${server.url}/api/v1/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ contractId: CONTRACT, userId: 'tanaka', code }),
  });
  await response.arrayBuffer();
  return response.status;
}

test('100 guesses at once over HTTP lock after as many as the policy says, and no right code gets in', async () => {
  const wrong = wrongCode(seedOf(SERIAL), made.clock.ms);
  const statuses = await Promise.all(Array.from({ length: GUESSES }, () => verify(wrong)));
  expect(statuses.filter((status) => status < 400)).toEqual([]);
  const events = await made.bank.events.after(OPERATOR, 0);
  const refused = events.filter(({ kind }) => kind === 'code.refused');
  expect(refused.map(({ facts }) => facts['wrong'])).toEqual(
    Array.from({ length: asahi1303.lockAfter }, (_, at) => at + 1),
  );
  expect(await verify(codeAt(seedOf(SERIAL), made.clock.ms))).toBeGreaterThanOrEqual(400);
}, 30_000);

test('without guesses before it, the same right code gets in', async () => {
  expect(await verify(codeAt(seedOf(SERIAL), made.clock.ms))).toBe(200);
});
