import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OtplibRelyingParty } from '../../../../host/bench/relying-party/otplib-relying-party.ts';
import type { RelyingParty, TokenKey } from '../../../../host/bench/relying-party/relying-party.ts';
import { relyingParty } from '../../../../host/bank/store/relying-party.ts';
import { policy } from './history/real-bank.ts';
import { codeAt, seedOf, START, type TestBank, testBank, wrongCode } from './support.ts';

const WINDOW = { behind: 2, ahead: 2 };
const RESYNC = 20;
const LOCK_AFTER = 3;
const RULES = {
  window: 2,
  resyncWindow: RESYNC,
  lockAfter: LOCK_AFTER,
  followsDrift: true,
} as const;

let made: TestBank;
let party: RelyingParty;

beforeAll(async () => {
  made = await testBank({
    settings: {
      policy: {
        ...policy,
        firstUse: WINDOW,
        normal: WINDOW,
        idle: { ...policy.idle, limit: WINDOW },
        followsDrift: true,
        resync: {
          window: { behind: RESYNC, ahead: RESYNC },
          automatic: false,
          withinSeconds: 0,
        },
        lockAfter: LOCK_AFTER,
      },
    },
  });
  party = relyingParty(made.bank);
});
afterAll(() => made.close());

function tokenKey(serialLabel: string): TokenKey {
  return {
    serialLabel,
    seed: seedOf(serialLabel),
    parameters: {
      purpose: 'test',
      mode: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      stepSeconds: 30,
    },
  } as TokenKey;
}

type Action =
  | { readonly name: 'verify' | 'judge'; readonly steps: number }
  | { readonly name: 'wrong' | 'unlock' | 'cancel' | 'register' | 'locked' }
  | { readonly name: 'resync'; readonly steps: number }
  | { readonly name: 'pass'; readonly seconds: number };

const steps = fc.integer({ min: -4, max: 4 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ name: fc.constant('verify' as const), steps }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('judge' as const), steps }) },
  { weight: 3, arbitrary: fc.constant({ name: 'wrong' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constantFrom('unlock' as const, 'cancel' as const, 'register' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ name: 'locked' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constant('resync' as const),
      steps: fc.integer({ min: -18, max: 18 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      name: fc.constant('pass' as const),
      seconds: fc.integer({ min: 30, max: 300 }),
    }),
  },
);

async function play(
  on: RelyingParty,
  key: TokenKey,
  actions: readonly Action[],
): Promise<unknown[]> {
  const said: unknown[] = [];
  const { serialLabel, seed } = key;
  let seconds = START / 1000;
  for (const one of actions) {
    const code = (steps: number): string => codeAt(seed, seconds * 1000, steps);
    switch (one.name) {
      case 'verify':
        said.push((await on.verify(serialLabel, code(one.steps), seconds)).outcome);
        break;
      case 'judge':
        said.push((await on.judge(serialLabel, code(one.steps), { unixSeconds: seconds })).outcome);
        break;
      case 'wrong':
        said.push((await on.verify(serialLabel, wrongCode(seed, seconds * 1000), seconds)).outcome);
        break;
      case 'resync': {
        const pair = [code(one.steps), code(one.steps + 1)] as const;
        said.push(await on.resynchronise(serialLabel, pair, seconds));
        break;
      }
      case 'register':
        said.push(await on.register(key, seconds));
        break;
      case 'cancel':
        await on.cancel(serialLabel);
        break;
      case 'unlock':
        await on.unlock(serialLabel);
        break;
      case 'locked':
        said.push(await on.isLocked(serialLabel));
        break;
      case 'pass':
        seconds += one.seconds;
        break;
    }
  }
  return said;
}

test('the bank judges as otplib does, by the same rules', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), async (actions) => {
      const key = tokenKey(`BENCH-${String(run++)}`);
      const all: Action[] = [{ name: 'register' }, ...actions];
      const otplib = new OtplibRelyingParty(RULES);
      expect(await play(party, key, all)).toEqual(await play(otplib, key, all));
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a token that was cancelled may be registered again', async () => {
  const key = tokenKey('AGAIN-1');
  expect(await party.register(key, START / 1000)).toBe('ok');
  expect(await party.register(key, START / 1000)).toBe('duplicate');
  await party.cancel('AGAIN-1');
  expect(await party.verify('AGAIN-1', '123456', START / 1000)).toEqual({ outcome: 'unknown' });
  expect(await party.register(key, START / 1000)).toBe('ok');
});

test('a time may have any part of a second: simulated fobs are told of in 1/32768', async () => {
  const key = tokenKey('PART-1');
  const now = START / 1000 + 1 / 32_768;
  expect(await party.register(key, now)).toBe('ok');
  const { outcome } = await party.verify('PART-1', codeAt(key.seed, now * 1000), now);
  expect(outcome).toBe('accepted');
});

test('a label that the bank cannot have is refused', async () => {
  await expect(party.register(tokenKey('a b'), START / 1000)).rejects.toThrow('serial: 4 to 64');
});
