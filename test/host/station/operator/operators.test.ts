import { readFileSync } from 'node:fs';
import { nodeClock } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import {
  type OperatorSession,
  passwordOf,
  type Registry,
  type Sessions,
  waitAfter,
} from '@fobkit/station';
import { entriesOf, verifyChain } from '@fobkit/store';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqlitePlace } from '../../store/support/databases.ts';
import { open } from '../registry/support.ts';

const place = new SqlitePlace();
const PASSWORD = passwordOf('鍵は九つの文字です');
const OTHER = passwordOf('eight characters');
const HOUR = 3_600_000;
let address: string;
let now: number;
let registry: Registry;

beforeEach(async () => {
  address = place.fresh();
  now = 1_800_000_000_000;
  registry = await open(address, {
    clock: { ...nodeClock, unixMs: () => now },
    operators: { logN: 8 },
    sync: 'off',
  });
  await registry.operators.add({ name: 'Mori', role: 'supervisor', password: PASSWORD }, 'Mori');
});
afterEach(() => registry.close());
afterAll(() => place.close());

const addHana = () =>
  registry.operators.add({ name: 'hana', role: 'operator', password: OTHER }, 'Mori');
const signIn = (name: string, password: Secret): Promise<OperatorSession> =>
  registry.operators.sessions.signIn(name, password);
const code = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'fine';
};

describe('somebody who signs in', () => {
  test('is known by the token until the shift is over', async () => {
    const session = await signIn('Mori', PASSWORD);
    const require: Sessions['require'] = (...asked) =>
      registry.operators.sessions.require(...asked);
    expect(await require(session.token, 'scrap')).toMatchObject({ name: 'Mori' });
    now = session.endsUnixMs - 1;
    await require(session.token, 'scrap');
    now = session.endsUnixMs;
    expect(await code(require(session.token, 'scrap'))).toBe('signed-out');
  });

  test('is not known any more after signing out', async () => {
    const { token } = await signIn('Mori', PASSWORD);
    await registry.operators.sessions.signOut(token);
    await registry.operators.sessions.signOut(token);
    expect(await code(registry.operators.sessions.require(token, 'run'))).toBe('signed-out');
  });

  test('is signed out by being disabled, and cannot sign in again', async () => {
    await addHana();
    const { token } = await signIn('hana', OTHER);
    await registry.operators.disable('hana', 'Mori');
    expect(await code(registry.operators.sessions.require(token, 'run'))).toBe('signed-out');
    expect(await code(signIn('hana', OTHER))).toBe('disabled');
    expect(await registry.operators.list()).toMatchObject([
      { name: 'Mori' },
      { name: 'hana', disabledUnixMs: now },
    ]);
  });

  test('is signed out by a new password, and the old one is none', async () => {
    await addHana();
    const { token } = await signIn('hana', OTHER);
    await registry.operators.setPassword('hana', PASSWORD, 'Mori');
    expect(await code(registry.operators.sessions.require(token, 'run'))).toBe('signed-out');
    expect(await code(signIn('hana', OTHER))).toBe('wrong');
    expect(await code(signIn('hana', PASSWORD))).toBe('fine');
  });

  test('may do what an operator may, and the rest as a supervisor', async () => {
    await addHana();
    const { token } = await signIn('hana', OTHER);
    const may = (right: 'run' | 'scrap' | 'rework' | 'reprint' | 'lot' | 'export' | 'operators') =>
      code(registry.operators.sessions.require(token, right));
    expect(await Promise.all([may('run'), may('scrap'), may('rework'), may('reprint')])).toEqual([
      'fine',
      'fine',
      'fine',
      'fine',
    ]);
    expect(await Promise.all([may('lot'), may('export'), may('operators')])).toEqual([
      'may-not',
      'may-not',
      'may-not',
    ]);
  });

  test('is nobody with a token that was made up', async () => {
    const made = new Secret(new Uint8Array(32));
    expect(await code(registry.operators.sessions.require(made, 'run'))).toBe('signed-out');
  });
});

describe('wrong passwords', () => {
  test('are told like unknown names', async () => {
    const wrong = signIn('Mori', OTHER).catch((error: unknown) => String(error));
    const unknown = signIn('nobody', OTHER).catch((error: unknown) => String(error));
    expect(await wrong).toBe(await unknown);
  });

  test.each(['Mo\0ri', 'x'.repeat(65), '', ' Mori', '\ud800', 'a\nb'])(
    'of %j, which nobody is called, never come to the database',
    async (name) => {
      expect(await code(signIn(name, PASSWORD))).toBe('wrong');
      const { read } = registry.database;
      expect(await read.selectFrom('sign_in_failure').selectAll().execute()).toEqual([]);
      expect(await code(signIn(name, PASSWORD))).toBe('wrong');
    },
  );

  test('cost time after the third, more with each, and never for good', async () => {
    for (let at = 0; at < 3; at++) expect(await code(signIn('Mori', OTHER))).toBe('wrong');
    expect(await code(signIn('Mori', PASSWORD))).toBe('throttled');
    now += 1000;
    expect(await code(signIn('Mori', OTHER))).toBe('wrong');
    now += 1999;
    expect(await code(signIn('Mori', PASSWORD))).toBe('throttled');
    now += 1;
    expect(await code(signIn('Mori', PASSWORD))).toBe('fine');
    expect(await code(signIn('Mori', OTHER))).toBe('wrong');
    expect(await code(signIn('Mori', PASSWORD))).toBe('fine');
    expect(waitAfter(1_000_000)).toBe(300_000);
  });

  test('at once cost as much as one after the other', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => code(signIn('Mori', OTHER))));
    expect(many.filter((one) => one === 'wrong')).toHaveLength(3);
    expect(many.filter((one) => one === 'throttled')).toHaveLength(5);
  });

  test('do not lock out for longer when the clock is set back', async () => {
    for (let at = 0; at < 3; at++) await code(signIn('Mori', OTHER));
    now -= 100 * HOUR;
    expect(await code(signIn('Mori', PASSWORD))).toBe('throttled');
    now += 1000 + 100 * HOUR;
    expect(await code(signIn('Mori', PASSWORD))).toBe('fine');
  });
});

describe('an operator', () => {
  test('is added once, with a name and a password that are some', async () => {
    await addHana();
    expect(await code(addHana())).toBe('taken');
    const add = (name: string): Promise<string> =>
      code(registry.operators.add({ name, role: 'operator', password: OTHER }, 'Mori'));
    expect(await add('')).toBe('weak');
    expect(await add(' x')).toBe('weak');
    expect(await add('x'.repeat(65))).toBe('weak');
    expect(await add('x\0y')).toBe('weak');
    expect(() => passwordOf('sevench')).toThrow('8 characters');
    expect(() => passwordOf('x'.repeat(2000))).toThrow('8 characters');
  });

  test('who is the first is a supervisor, and the last supervisor is not disabled', async () => {
    const other = await open(place.fresh(), { operators: { logN: 8 } });
    const first = { name: 'hana', role: 'operator', password: OTHER } as const;
    expect(await code(other.operators.add(first, 'hana'))).toBe('may-not');
    await other.close();
    await addHana();
    expect(await code(registry.operators.disable('Mori', 'Mori'))).toBe('last');
    expect(await code(registry.operators.disable('nobody', 'Mori'))).toBe('unknown');
  });

  test('leaves neither password nor token in the file', async () => {
    const { token } = await signIn('Mori', PASSWORD);
    await registry.database.forget();
    const file = readFileSync(address);
    expect(file.includes(Buffer.from(PASSWORD.reveal()))).toBe(false);
    expect(file.includes(Buffer.from(token.reveal()))).toBe(false);
    expect(file.includes(Buffer.from(token.reveal()).toString('hex'))).toBe(false);
  });

  test('is on record with whatever changes who works here', async () => {
    await addHana();
    const { token } = await signIn('hana', OTHER);
    await code(signIn('hana', PASSWORD));
    await registry.operators.sessions.signOut(token);
    await registry.operators.disable('hana', 'Mori');
    const kinds: string[] = [];
    for await (const { kind, subject, actor } of entriesOf(registry.database.read, 'line-1')) {
      if (subject === 'hana') kinds.push(`${kind} by ${actor}`);
    }
    expect(kinds).toEqual([
      'operator.added by Mori',
      'operator.signed-in by hana',
      'operator.refused by line-1',
      'operator.signed-out by hana',
      'operator.disabled by Mori',
    ]);
    expect((await verifyChain(registry.database.read)).faults).toEqual([]);
  });
});
