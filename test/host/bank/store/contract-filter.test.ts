import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContractPage } from '../../../../host/bank/domain/contract-page.ts';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { delivered, NEW_CONTRACT, opened, OPERATOR, type TestBank, testBank } from './support.ts';

const NAMES: Readonly<Record<string, string>> = {
  '100001': '朝日商店',
  '100002': '夕日商店',
  '1000010': '100%_\\商会',
  '200000': '山田工業 Yamada Kōgyō',
  '300000': 'ＡＢＣ商会',
};

describe.each(kindsOfDatabase)('pages of contracts on $name', (kind) => {
  let place: DatabasePlace;
  let made: TestBank;

  beforeAll(async () => {
    place = await kind.start();
    made = await testBank({ address: place.fresh() });
    for (const [contractId, name] of Object.entries(NAMES)) {
      await opened(made.bank, { ...NEW_CONTRACT, contractId, name });
    }
    await delivered(made.bank, 'SKTH-1', '200000');
  }, 60_000);

  afterAll(async () => {
    await made.close();
    await place.close();
  });

  async function ids(page: Partial<ContractPage>): Promise<unknown> {
    const { contracts, next } = await made.bank.operator.contracts(OPERATOR, {
      most: 500,
      ...page,
    });
    return { ids: contracts.map(({ contractId }) => contractId), next };
  }

  test('stand one behind the other in the order of their ids, each contract once', async () => {
    expect(await ids({ most: 2 })).toEqual({ ids: ['100001', '1000010'], next: '1000010' });
    expect(await ids({ most: 2, after: '1000010' })).toEqual({
      ids: ['100002', '200000'],
      next: '200000',
    });
    expect(await ids({ after: '300000' })).toEqual({ ids: [] });
    expect(await ids({ after: '100002', most: 2 })).toEqual({ ids: ['200000', '300000'] });
    expect(await ids({})).toEqual({ ids: ['100001', '1000010', '100002', '200000', '300000'] });
  });

  test('hold one contract at least', async () => {
    expect(await ids({ most: 0 })).toEqual({ ids: ['100001'], next: '100001' });
  });

  test('are about a part of an id or name, farther on too', async () => {
    expect(await ids({ about: '商店' })).toEqual({ ids: ['100001', '100002'] });
    expect(await ids({ about: '0000', most: 1 })).toEqual({ ids: ['100001'], next: '100001' });
    expect(await ids({ about: '商', after: '100001', most: 2 })).toMatchObject({
      ids: ['1000010', '100002'],
    });
  });

  test.each(['ＡＢＣ', '３０００００'])('are found by wide signs: %s', async (about) => {
    expect(await ids({ about })).toEqual({ ids: ['300000'] });
  });

  test.each(['yamada', 'YAMADA k'])('are found by great and small letters: %s', async (about) => {
    expect(await ids({ about })).toEqual({ ids: ['200000'] });
  });

  test.each(['%_\\', '_\\'])('look for signs as they are: %s', async (about) => {
    expect(await ids({ about })).toEqual({ ids: ['1000010'] });
  });

  test('have users and suspensions of their own contract', async () => {
    const [one] = (await made.bank.operator.contracts(OPERATOR, { most: 1 })).contracts;
    expect(one).toMatchObject({ name: '朝日商店', suspended: false });
    expect(one?.users.map(({ userId }) => userId)).toEqual(['suzuki', 'tanaka']);
  });
});
