import { beforeEach, expect, test } from 'vitest';
import type { Claimed } from '../../../../host/bank/domain/bank.ts';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';
import { recordCertificate } from '../../../../host/bank/store/record-certificate.ts';
import {
  BY_ID,
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

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  await opened(made.bank);
  await opened(made.bank, {
    ...NEW_CONTRACT,
    contractId: BY_CERTIFICATE,
    loginMethod: 'certificate',
  });
  return () => made.close();
});

async function refusals(): Promise<readonly Pick<BankEvent, 'subject' | 'facts'>[]> {
  const events = await made.bank.events.after(OPERATOR, 0);
  return events
    .filter(({ kind }) => kind === 'login.refused')
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
