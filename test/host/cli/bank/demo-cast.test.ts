import { expect, it } from 'vitest';
import { castOf } from '../../../../host/cli/bank/demo-cast.ts';
import { fob, OPERATOR, testBank } from '../../bank/store/support.ts';

it('one fob of the demo is in stock, and a paper form has it', async () => {
  const made = await testBank();
  const { bank } = made;
  const cast = await castOf(bank, ['SKTH0001', 'SKTH0002', 'SKTH0003', 'SKTH0004'].map(fob));
  const states = (await bank.operator.tokens(OPERATOR)).map(({ state }) => state);
  expect(states.slice(0, 4)).toEqual(['delivered', 'delivered', 'dispatched', 'stock']);
  const form = { kind: 'token-application', formNumber: 'T-1' } as const;
  const taken = await bank.operator.takeForm(OPERATOR, { ...form, contractId: cast.contractId });
  expect(taken).toMatchObject({ outcome: 'done', serial: 'SKTH0004' });
  await made.close();
});
