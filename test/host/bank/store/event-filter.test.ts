import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventPage } from '../../../../host/bank/domain/event-page.ts';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import {
  BY_ID,
  CONTRACT,
  delivered,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  START,
  type TestBank,
  testBank,
} from './support.ts';

const OTHER = '7654321';
const LATER = START + 86_400_000;
const FOB = 'SKTH-1';

describe.each(kindsOfDatabase)('pages of events on $name', (kind) => {
  let place: DatabasePlace;
  let made: TestBank;

  beforeAll(async () => {
    place = await kind.start();
    made = await testBank({ address: place.fresh() });
    await opened(made.bank);
    await delivered(made.bank, FOB);
    made.clock.ms = LATER;
    await opened(made.bank, { ...NEW_CONTRACT, contractId: OTHER });
    await made.bank.login.user(BY_ID, { userId: 'tanaka', password: 'chigau99' });
  }, 60_000);

  afterAll(async () => {
    await made.close();
    await place.close();
  });

  async function kinds(page: Omit<EventPage, 'most'>): Promise<readonly string[]> {
    const events = await made.bank.events.latest(OPERATOR, { most: 100, ...page });
    return events.map((event) => event.kind);
  }

  test('are of the kinds that are asked for, and of none where none is', async () => {
    expect(await kinds({ kinds: ['login.refused', 'token.delivered'] })).toEqual([
      'login.refused',
      'token.delivered',
    ]);
    expect(await kinds({ kinds: [] })).toEqual([]);
  });

  test('are about a name: what was done to it, by it, or says it', async () => {
    expect(await kinds({ about: OTHER })).toEqual(['contract.opened']);
    expect(await kinds({ about: 'tanaka' })).toEqual(['login.refused']);
    expect(await kinds({ about: FOB, kinds: ['token.delivered'] })).toEqual(['token.delivered']);
    expect(await kinds({ about: CONTRACT })).toContain('token.delivered');
    expect(await kinds({ about: OPERATOR.name })).toContain('contract.opened');
  });

  test.each(['tana', 't_naka', '%', '_', '\\', `x' or '1'='1`, '"'])(
    'are about a whole name, whatever is asked: %s',
    async (about) => {
      expect(await kinds({ about })).toEqual([]);
    },
  );

  test('are of a time, its end left out', async () => {
    expect(await kinds({ from: LATER })).toEqual(['login.refused', 'contract.opened']);
    expect(await kinds({ until: LATER })).toContain('token.delivered');
    expect(await kinds({ until: LATER })).not.toContain('login.refused');
  });

  test('before one of them, of all that is asked for', async () => {
    const [refused] = await made.bank.events.latest(OPERATOR, { most: 1 });
    const before = refused?.sequence ?? 0;
    expect(await kinds({ before, from: LATER })).toEqual(['contract.opened']);
  });
});
