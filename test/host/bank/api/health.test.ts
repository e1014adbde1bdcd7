import { Secret } from '@fobkit/protocol';
import { expect, test } from 'vitest';
import { rekeyBank } from '../../../../host/bank/store/rekey-bank.ts';
import { ApiHere, problem } from './support/api-here.ts';

test('a bank whose vault was given another data key beside it is not well, and says so', async () => {
  const here = await ApiHere.open();
  expect((await here.ask('/health')).status).toBe(200);
  const { bank, options } = here.test;
  const to = { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(8)) } as const;
  const by = { kind: 'system', name: 'cli' } as const;
  await rekeyBank({ bank, from: options.key, to, newDataKey: true, by });
  const answer = await here.ask('/health');
  expect(answer.status).toBe(503);
  expect(await problem(answer)).toMatchObject({ code: 'unavailable' });
  await here.close();
});
