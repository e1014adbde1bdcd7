import { beforeEach, expect, test } from 'vitest';
import type { Claimed } from '../../../../host/bank/domain/bank.ts';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';
import { recordCertificate } from '../../../../host/bank/store/record-certificate.ts';
import {
  administrator as administratorOf,
  BY_ID,
  CONFIRMATION,
  CONTRACT,
  LOGIN_CODE,
  LOGIN_RULES,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  refusal,
  type TestBank,
  testBank,
  user,
} from './support.ts';

const BY_CERTIFICATE = '234567';

let made: TestBank;
let card: CustomerCard;

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  card = await opened(made.bank);
  await opened(made.bank, {
    ...NEW_CONTRACT,
    contractId: BY_CERTIFICATE,
    loginMethod: 'certificate',
  });
  return () => made.close();
});

type Refused = Pick<BankEvent, 'subject' | 'facts'>;

const refusals = (): Promise<readonly Refused[]> => recorded('login.refused');
const shutOut = (): Promise<readonly Refused[]> => recorded('login.shut-out');

async function recorded(wanted: string): Promise<readonly Refused[]> {
  const events = await made.bank.events.after(OPERATOR, 0);
  return events
    .filter(({ kind }) => kind === wanted)
    .map(({ subject, facts }) => ({ subject, facts }));
}

test.each([
  [`${BY_CERTIFICATE}1303-tanaka`, BY_CERTIFICATE],
  [`${BY_CERTIFICATE}1020`, BY_CERTIFICATE],
  ['9999991303-tanaka', 'nobody'],
])('the certificate %s at the administrator’s door is refused and on record', async (name, of) => {
  const who = { by: 'certificate', certificateName: name, certificateSerial: '0A' } as const;
  const reply = await made.bank.login.administrator(who, LOGIN_CODE);
  expect(reply).toEqual(refusal('login-wrong'));
  expect(await refusals()).toEqual([{ subject: of, facts: { certificate: name } }]);
});

test('by the login method that a contract does not have: on its record, and nobody is shut out', async () => {
  const { bank } = made;
  const person = await user(bank, 'tanaka');
  const who: Claimed = {
    by: 'certificate',
    certificateName: `${CONTRACT}1303-tanaka`,
    certificateSerial: '0A',
  };
  for (let at = 0; at < 5; at++) {
    await bank.login.administrator({ by: 'id', contractId: BY_CERTIFICATE }, LOGIN_CODE);
    await bank.login.user(who, { userId: 'tanaka', password: 'machigai9' });
  }
  const seen = new Set((await refusals()).map(({ subject }) => subject));
  expect(seen).toEqual(new Set([BY_CERTIFICATE, CONTRACT]));
  expect(await bank.user.home(person)).toMatchObject({ outcome: 'done' });
  expect(await bank.login.administrator(BY_ID, LOGIN_CODE)).toMatchObject({ outcome: 'done' });
});

test('tries of a suspended login are on record with their number, at 1, 2, 4, 8 and so on', async () => {
  const { login, administrator } = made.bank;
  const tryIt = (userId: string): Promise<object> => login.user(BY_ID, { userId, password: 'x' });
  for (let at = 0; at < 4; at++) await tryIt('tanaka');
  for (let at = 0; at < 11; at++) await tryIt('tanaka');
  expect(await shutOut()).toEqual(
    [1, 2, 4, 8].map((tries) => ({ subject: CONTRACT, facts: { user: 'tanaka', tries } })),
  );
  const actor = await administratorOf(made.bank, card);
  const whose = { userId: 'tanaka', confirmation: CONFIRMATION };
  expect(await administrator.unlock(actor, whose)).toMatchObject({ outcome: 'done' });
  for (let at = 0; at < 5; at++) await tryIt('tanaka');
  expect((await shutOut()).at(-1)?.facts).toEqual({ user: 'tanaka', tries: 1 });
});

test('of a name that nobody has, the tries are on record without the name', async () => {
  const typed = { userId: 'himitsu9', password: 'x' };
  for (let at = 0; at < 6; at++) await made.bank.login.user(BY_ID, typed);
  const facts = { user: null, tries: 2 };
  expect((await shutOut()).at(-1)).toEqual({ subject: 'nobody', facts });
});

test('certificates that are issued and revoked are on record by name and serial', async () => {
  const certificate = { name: `${BY_CERTIFICATE}1303-tanaka`, serial: '0A' };
  const by = { kind: 'system', name: 'cli' } as const;
  await recordCertificate(made.bank, by, 'issued', certificate);
  await recordCertificate(made.bank, by, 'revoked', certificate);
  const facts = { certificate: certificate.name, serial: '0A' };
  expect((await made.bank.events.after(OPERATOR, 0)).slice(-2)).toMatchObject([
    { kind: 'certificate.issued', subject: BY_CERTIFICATE, actor: 'system:cli', facts },
    { kind: 'certificate.revoked', subject: BY_CERTIFICATE, actor: 'system:cli', facts },
  ]);
});
