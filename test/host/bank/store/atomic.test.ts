import { StoreError } from '@fobkit/store';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import type { AdministratorActor, UserActor } from '../../../../host/bank/domain/actor.ts';
import type { OpenedBank } from '../../../../host/bank/store/open-bank.ts';
import {
  type DatabasePlace,
  kindsOfDatabase,
  PostgresPlace,
} from '../../store/support/databases.ts';
import { contentsOf, failEverywhere } from '../../store/support/fail-everywhere.ts';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  fob,
  opened,
  OPERATOR,
  seedOf,
  type TestBank,
  testBank,
  TRANSFER,
  user,
  wrongCode,
} from './support.ts';

/** All that a bank holds, but for tries: those are counted before they are looked at. */
const TABLES = [
  ...(['contract', 'bank_user', 'registration', 'token', 'paper_form', 'bank_session'] as const),
  ...(['activation', 'bank_transaction', 'event_head', 'bank_event', 'audit_entry'] as const),
];

const done = { outcome: 'done' };

describe.each(kindsOfDatabase)('a command that fails at any statement on $name', (kind) => {
  let place: DatabasePlace;
  let made: TestBank;
  let bank: OpenedBank;
  let card: CustomerCard;
  let admin: AdministratorActor;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(async () => {
    await place.close();
  });
  beforeEach(async () => {
    made = await testBank({
      address: place.fresh(),
      settings: { login: { lockAfter: 0, freeTries: 1_000, throttleSeconds: 0 } },
    });
    ({ bank } = made);
    card = await opened(bank);
    admin = await administrator(bank, card);
    return () => made.close();
  });

  const everywhere = <T>(call: () => Promise<T>): Promise<T> =>
    failEverywhere(bank.database, TABLES, call);

  test('leaves paper, token and contract as they were', async () => {
    const token = { ...fob('SKTH-1') };
    expect(await everywhere(() => bank.operator.importTokens(OPERATOR, [token]))).toMatchObject(
      done,
    );
    const form = {
      kind: 'token-application',
      formNumber: 'A-1',
      contractId: CONTRACT,
      serial: 'SKTH-1',
    } as const;
    expect(await everywhere(() => bank.operator.takeForm(OPERATOR, form))).toMatchObject(done);
    expect(await everywhere(() => bank.operator.dispatch(OPERATOR, 'SKTH-1'))).toMatchObject(done);
    expect(await everywhere(() => bank.operator.arrive(OPERATOR, 'SKTH-1'))).toMatchObject(done);
    const report = { serial: 'SKTH-1', reason: 'loss' } as const;
    expect(await everywhere(() => bank.operator.reportCall(OPERATOR, report))).toMatchObject(done);
    const release = { ...form, kind: 'release', formNumber: 'A-2' } as const;
    expect(await everywhere(() => bank.operator.takeForm(OPERATOR, release))).toMatchObject(done);
    const termination = { kind: 'termination', formNumber: 'A-3', contractId: CONTRACT } as const;
    expect(await everywhere(() => bank.operator.takeForm(OPERATOR, termination))).toMatchObject(
      done,
    );
  }, 60_000);

  test('leaves registration, mode, transaction and counters as they were', async () => {
    const { clock } = made;
    await delivered(bank, 'SKTH-2');
    const desk = bank.administrator;
    expect(await everywhere(() => desk.startUse(admin, 'same'))).toMatchObject(done);
    const form = { serial: 'SKTH-2', confirmation: CONFIRMATION };
    const code = codeAt(seedOf('SKTH-2'), clock.ms);
    expect(await everywhere(() => desk.register(admin, { ...form, code }))).toMatchObject(done);
    clock.pass(60);
    const actor = await user(bank, 'tanaka');
    const next = codeAt(seedOf('SKTH-2'), clock.ms);
    const right = await everywhere(() => bank.user.transact(actor, TRANSFER, { code: next }));
    expect(right).toMatchObject(done);
    const bad = wrongCode(seedOf('SKTH-2'), clock.ms);
    const wrong = await everywhere(() => bank.user.transact(actor, TRANSFER, { code: bad }));
    expect(wrong).toMatchObject({ sentence: 'code-wrong' });
    expect((await bank.operator.token(OPERATOR, 'SKTH-2'))?.wrongInARow).toBe(1);
    const changed = await everywhere(() => desk.changeMode(admin, 'different', true));
    expect(changed).toMatchObject(done);
  }, 60_000);
});

describe('when the server goes away', () => {
  let place: PostgresPlace;
  let made: TestBank;
  let actor: UserActor;

  beforeAll(async () => {
    place = await PostgresPlace.start();
    made = await testBank({ address: place.fresh() });
    const { bank, clock } = made;
    const card = await opened(bank);
    await delivered(bank, 'SKTH-3');
    const admin = await administrator(bank, card);
    await bank.administrator.startUse(admin, 'same');
    const code = codeAt(seedOf('SKTH-3'), clock.ms);
    const form = { serial: 'SKTH-3', code, confirmation: CONFIRMATION };
    await bank.administrator.register(admin, form);
    clock.pass(60);
    actor = await user(bank, 'tanaka');
  }, 60_000);
  afterAll(async () => {
    await made.close();
    await place.close();
  });

  test('in the middle of transfers, each is done whole or not at all, and the bank goes on', async () => {
    const { bank, clock } = made;
    const serial = 'SKTH-3';
    const before = await contentsOf(bank.database, TABLES);
    const write = bank.database.write.bind(bank.database);
    const spy = vi.spyOn(bank.database, 'write').mockImplementation((work) =>
      write(async (db) => {
        const result = await work(db);
        await place.server.stop();
        return result;
      }),
    );
    const code = codeAt(seedOf(serial), clock.ms);
    const lost = bank.user.transact(actor, TRANSFER, { code });
    await expect(lost).rejects.toBeInstanceOf(StoreError);
    spy.mockRestore();
    await place.server.restart();
    expect(await contentsOf(bank.database, TABLES)).toBe(before);
    expect(await bank.user.transact(actor, TRANSFER, { code })).toMatchObject(done);
  }, 60_000);
});
