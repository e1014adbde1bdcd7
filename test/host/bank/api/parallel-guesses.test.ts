import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiRoutes } from '../../../../host/bank/api/api-routes.ts';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { radiusBank } from '../../../../host/bank/radius/bank-adapter.ts';
import { RadiusFront } from '../../../../host/bank/radius/radius-front.ts';
import { ApiTokens } from '../../../../host/bank/store/api-tokens.ts';
import { webBase } from '../../../../host/bank/web/web-base.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';
import { answer, request } from '../radius/support/hand-made.ts';
import { clients } from '../radius/support/toy-bank.ts';
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
let radius: RadiusFront;

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
  radius = new RadiusFront({ bank: radiusBank(bank), clients: clients(), clock, rate: FAST });
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

/** An Access-Request with a code of the user's. */
async function ask(code: string, identifier: number): Promise<'accept' | 'reject'> {
  const asked = request({ user: `tanaka@${CONTRACT}`, password: code, identifier });
  const reply = await radius.answer(asked, { address: '127.0.0.1', port: 50_000 });
  return reply !== undefined && answer(reply, asked).code === 2 ? 'accept' : 'reject';
}

/** Every guess counts: as many as lock are looked at, the others are not, and each is on record. */
async function expectLocked(): Promise<void> {
  const { bank, clock } = made;
  const events = await bank.events.after(OPERATOR, 0);
  const refused = events.filter(({ kind }) => kind === 'code.refused');
  expect(refused).toHaveLength(GUESSES);
  const lookedAt = refused.filter(({ facts }) => facts['why'] === 'wrong');
  expect(lookedAt.map(({ facts }) => facts['wrong'])).toEqual(
    Array.from({ length: asahi1303.lockAfter }, (_, at) => at + 1),
  );
  expect(events.filter(({ kind }) => kind === 'token.locked')).toHaveLength(1);
  clock.pass(86_400);
  const right = codeAt(seedOf(SERIAL), clock.ms);
  expect(await verify(right)).toBe(403);
  expect(await ask(right, 200)).toBe('reject');
}

test('100 guesses at once over HTTP lock after as many as the policy says, and no right code gets in', async () => {
  const wrong = wrongCode(seedOf(SERIAL), made.clock.ms);
  const statuses = await Promise.all(Array.from({ length: GUESSES }, () => verify(wrong)));
  expect(new Set(statuses)).toEqual(new Set([403]));
  await expectLocked();
}, 30_000);

test('100 guesses at once over RADIUS lock as well, at both fronts', async () => {
  const wrong = wrongCode(seedOf(SERIAL), made.clock.ms);
  const asked = Array.from({ length: GUESSES }, (_, at) => ask(wrong, at));
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['reject']));
  await expectLocked();
}, 30_000);

test('guesses at both fronts at once are counted together', async () => {
  const wrong = wrongCode(seedOf(SERIAL), made.clock.ms);
  await Promise.all(
    Array.from({ length: GUESSES }, async (_, at) =>
      at % 2 === 0 ? verify(wrong) : ask(wrong, at),
    ),
  );
  await expectLocked();
}, 30_000);

test('without guesses before it, the same right code gets in, at each front once', async () => {
  const code = codeAt(seedOf(SERIAL), made.clock.ms);
  expect(await verify(code)).toBe(200);
  expect(await ask(code, 1)).toBe('reject');
  made.clock.pass(30);
  expect(await ask(codeAt(seedOf(SERIAL), made.clock.ms), 2)).toBe('accept');
});
