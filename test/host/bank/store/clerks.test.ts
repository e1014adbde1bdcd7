import { beforeEach, expect, test, vi } from 'vitest';
import { Clerks } from '../../../../host/bank/store/clerks.ts';
import { OPERATOR, type TestBank, testBank } from './support.ts';

const PASSWORD = 'madoguchi-2026';
let made: TestBank;
let clerks: Clerks;

beforeEach(async () => {
  made = await testBank();
  clerks = new Clerks(made.bank);
  expect(await clerks.add(OPERATOR, 'sato', PASSWORD)).toBe('ok');
  return () => made.close();
});

test('a clerk is known by the password alone', async () => {
  expect(await clerks.check('sato', PASSWORD)).toBe('sato');
  expect(await clerks.check('sato', 'machigai-2026')).toBeUndefined();
  expect(await clerks.check('suzuki', PASSWORD)).toBeUndefined();
});

test('guesses at a clerk wait, however many come at once, and a while later the right one is taken', async () => {
  const guesses = Array.from({ length: 12 }, () => clerks.check('sato', 'machigai-2026'));
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([undefined]));
  const kinds = (await made.bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'clerk.refused')).toHaveLength(3);
  expect(await clerks.check('sato', PASSWORD)).toBeUndefined();
  made.clock.pass(60);
  expect(await clerks.check('sato', PASSWORD)).toBe('sato');
});

test('however many names that no clerk has are tried, only so many are kept, and every clerk', async () => {
  const few = await testBank({ settings: { mostUnknownTried: 3 } });
  const desk = new Clerks(few.bank);
  await desk.add(OPERATOR, 'sato', PASSWORD);
  await desk.check('sato', 'machigai-2026');
  for (let at = 0; at < 6; at++) await desk.check(`nobody${at}`, PASSWORD);
  const { read } = few.bank.database;
  const kept = await read.selectFrom('login_tries').select('who').orderBy('who').execute();
  expect(kept.map(({ who }) => who)).toEqual([
    'clerk nobody3',
    'clerk nobody4',
    'clerk nobody5',
    'clerk sato',
  ]);
  await few.close();
});

test('logins at the desk are on record as those of the clerk, and no name that no clerk has', async () => {
  await clerks.check('sato', PASSWORD);
  await clerks.check('sato', 'machigai-2026');
  await clerks.check(PASSWORD, 'sato');
  const record = await made.bank.events.after(OPERATOR, 0);
  expect(record.slice(-3)).toMatchObject([
    { kind: 'clerk.login', subject: 'sato', actor: 'operator:sato' },
    { kind: 'clerk.refused', subject: 'sato', actor: 'system' },
    { kind: 'clerk.refused', subject: 'nobody', actor: 'system' },
  ]);
  expect(JSON.stringify(record)).not.toContain(PASSWORD);
});

test('a clerk who was removed is let in no more, and nobody gets the name', async () => {
  expect(await clerks.isClerk('sato')).toBe(true);
  expect(await clerks.remove(OPERATOR, 'sato')).toBe(true);
  expect(await clerks.isClerk('sato')).toBe(false);
  for (const password of [PASSWORD, 'removed', '']) {
    expect(await clerks.check('sato', password)).toBeUndefined();
  }
  expect(await clerks.add(OPERATOR, 'sato', PASSWORD)).toBe('taken');
  for (const name of ['sato', 'suzuki', 's\u0000']) {
    expect(await clerks.remove(OPERATOR, name)).toBe(false);
  }
  const removed = (await made.bank.events.after(OPERATOR, 0)).filter(
    ({ kind }) => kind === 'clerk.removed',
  );
  expect(removed).toMatchObject([{ subject: 'sato', actor: 'operator:branch' }]);
});

test('a clerk who is removed while the password is looked at is not let in', async () => {
  const { passwords } = made.bank.parts;
  vi.spyOn(passwords, 'matches').mockImplementationOnce(() => clerks.remove(OPERATOR, 'sato'));
  expect(await clerks.check('sato', PASSWORD)).toBeUndefined();
});
