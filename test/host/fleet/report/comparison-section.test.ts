import { compare, fleetReportHtml } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { madeResult, madeTally, spreadOf } from '../support/made-result.ts';

async function pageOf(asked: number): Promise<string> {
  const tally = madeTally(100, 5, {
    inUse: () => 5,
    accepted: () => 80 - asked,
    resyncWanted: () => asked,
  });
  const result = madeResult(tally);
  return await fleetReportHtml(result, { comparison: compare([{ name: 'a', result }]) });
}

it('second codes have a column where any policy asks for them', async () => {
  const page = await pageOf(8);
  expect(page).toContain('<th>second code asked for</th>');
  expect(page).toContain('<td>10 %</td>');
  expect(await pageOf(0)).not.toContain('second code asked for');
});

it('the edge of a window that does not follow is told in steps of the file', async () => {
  const { facts, tally } = madeResult({
    ...madeTally(100, 5, { inUse: () => 5 }),
    clockSeconds: [spreadOf(29, [-3, 0, 2]), spreadOf(99, [-9, 0, 4])],
  });
  const policy = {
    ...facts.policy,
    followsDrift: false,
    normal: { behind: 2, ahead: 0 },
    written: {
      stepSeconds: 30,
      firstUse: { behind: 20, ahead: 10 },
      normal: { behind: 4, ahead: 1 },
    },
  };
  const page = await fleetReportHtml({ facts: { ...facts, policy }, tally });
  expect(page).toContain('window: 4 steps behind');
  expect(page).toContain('window: 1 step ahead');
});
