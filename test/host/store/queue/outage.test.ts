import { expect, it } from 'vitest';
import { Outage } from '../../../../host/store/queue/outage.ts';

it('is told once for each loss, and once when it is over', () => {
  const said: string[] = [];
  const outage = new Outage((message) => said.push(message), 'back');
  outage.worked();
  for (let attempt = 0; attempt < 50; attempt++) outage.failed('gone');
  outage.worked();
  outage.worked();
  outage.failed('gone again');
  expect(said).toEqual(['gone', 'back', 'gone again']);
});
