import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdministratorActor } from '../../../../host/bank/domain/actor.ts';
import type { SentenceId } from '../../../../host/bank/domain/sentences.ts';
import {
  administrator,
  BY_ID,
  CONFIRMATION,
  LOGIN_CODE,
  opened,
  OPERATOR,
  refusal,
  type TestBank,
  testBank,
  user,
  USER_PASSWORD,
} from './support.ts';

const YAMADA = { userId: 'yamada', name: '山田', password: 'himitsu44' };

let made: TestBank;
let actor: AdministratorActor;
let other: AdministratorActor;

beforeEach(async () => {
  made = await testBank();
  const card = await opened(made.bank);
  other = await administrator(made.bank, card);
  actor = await administrator(made.bank, card);
});

afterEach(() => made.close());

async function kinds(): Promise<readonly string[]> {
  return (await made.bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
}

test('a new login code opens, the old one no longer, and other administrators are logged out', async () => {
  const { administrator: desk, login } = made.bank;
  const change = { confirmation: CONFIRMATION, loginCode: 'atarashii1' };
  expect((await desk.changeSecrets(actor, change)).outcome).toBe('done');
  expect(await login.administrator(BY_ID, LOGIN_CODE)).toEqual(refusal('login-wrong'));
  expect((await login.administrator(BY_ID, 'atarashii1')).outcome).toBe('done');
  expect(await desk.contract(other)).toEqual(refusal('session-over'));
  expect((await desk.contract(actor)).outcome).toBe('done');
});

test('a new confirmation password takes the place of the old one', async () => {
  const { administrator: desk } = made.bank;
  const change = { confirmation: CONFIRMATION, newConfirmation: 'kakunin33' };
  expect((await desk.changeSecrets(actor, change)).outcome).toBe('done');
  expect(await desk.changeSecrets(actor, change)).toEqual(refusal('confirmation-wrong'));
  expect((await desk.addUser(actor, 'kakunin33', YAMADA)).outcome).toBe('done');
});

test.each<[string, object, SentenceId]>([
  ['a wrong confirmation password', { confirmation: 'kakunin99' }, 'confirmation-wrong'],
  ['a login code of 5', { loginCode: 'abc12' }, 'new-login-code-form'],
  [
    'a full-width confirmation password',
    { newConfirmation: 'ａｂｃ１２３' },
    'new-confirmation-form',
  ],
])('%s changes nothing', async (_, wrong, sentence) => {
  const change = { confirmation: CONFIRMATION, loginCode: 'atarashii1', ...wrong };
  expect(await made.bank.administrator.changeSecrets(actor, change)).toEqual(refusal(sentence));
  expect((await made.bank.login.administrator(BY_ID, LOGIN_CODE)).outcome).toBe('done');
  expect(await kinds()).not.toContain('contract.secrets-changed');
});

test('no new password at all is told', async () => {
  const change = { confirmation: CONFIRMATION };
  const reply = await made.bank.administrator.changeSecrets(actor, change);
  expect(reply).toEqual(refusal('nothing-to-change'));
});

test('a user is added, logs in, and cannot be added again', async () => {
  const { administrator: desk, login } = made.bank;
  expect((await desk.addUser(actor, CONFIRMATION, YAMADA)).outcome).toBe('done');
  expect((await login.user(BY_ID, YAMADA)).outcome).toBe('done');
  expect(await desk.addUser(actor, CONFIRMATION, YAMADA)).toEqual(refusal('user-exists'));
});

test.each<[string, object, SentenceId]>([
  ['an ID of wide letters', { userId: 'ｙａｍａｄａ' }, 'user-id-form'],
  ['no name', { name: '' }, 'user-name-form'],
  ['a password of 13', { password: 'abcdefg123456' }, 'user-password-form'],
])('%s makes no user', async (_, wrong, sentence) => {
  const reply = await made.bank.administrator.addUser(actor, CONFIRMATION, { ...YAMADA, ...wrong });
  expect(reply).toEqual(refusal(sentence));
  expect(await kinds()).not.toContain('contract.user-added');
});

test('a new name leaves the password and the session of the user', async () => {
  const { administrator: desk, user: users } = made.bank;
  const tanaka = await user(made.bank, 'tanaka');
  const change = { userId: 'tanaka', name: '田中太郎' };
  expect((await desk.changeUser(actor, CONFIRMATION, change)).outcome).toBe('done');
  expect(await users.home(tanaka)).toMatchObject({ home: { name: '田中太郎' } });
  expect((await user(made.bank, 'tanaka')).kind).toBe('user');
});

test('a new password of a user logs him out, and is the one that opens', async () => {
  const { administrator: desk, user: users, login } = made.bank;
  const tanaka = await user(made.bank, 'tanaka');
  const change = { userId: 'tanaka', name: '田中', password: 'himitsu55' };
  expect((await desk.changeUser(actor, CONFIRMATION, change)).outcome).toBe('done');
  expect(await users.home(tanaka)).toEqual(refusal('session-over'));
  const old = { userId: 'tanaka', password: USER_PASSWORD };
  expect(await login.user(BY_ID, old)).toEqual(refusal('login-wrong'));
  expect((await login.user(BY_ID, change)).outcome).toBe('done');
});

test('a user of nobody cannot be changed, and no password stands in an event', async () => {
  const { administrator: desk } = made.bank;
  const nobody = { userId: 'nobody', name: '誰か', password: 'himitsu66' };
  expect(await desk.changeUser(actor, CONFIRMATION, nobody)).toEqual(refusal('user-unknown'));
  await desk.changeUser(actor, CONFIRMATION, { ...nobody, userId: 'tanaka' });
  const events = JSON.stringify(await made.bank.events.after(OPERATOR, 0));
  expect(events).toContain('contract.user-changed');
  expect(events).not.toContain('himitsu66');
});
