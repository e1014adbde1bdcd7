import { campaignWork, type ChunkResult, makeCampaignPool, runCampaign } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { WorkerError } from '@fobkit/store/work';
import { afterEach, expect, it, vi } from 'vitest';

const ORDER = { seed: 1, runs: 60, profiles: ['generic'] };
const RESULT: ChunkResult = { chunk: 0, runs: 20, steps: 9, tally: {}, failures: [] };

// No thread of it is ever started: nothing fails that would have to be shrunk.
const pool = makeCampaignPool({ entry: new URL('file:///nowhere'), threads: 1, clock: nodeClock });
afterEach(() => pool.close());

async function* results(...numbers: readonly number[]): AsyncGenerator<ChunkResult> {
  for (const chunk of numbers) yield await Promise.resolve({ ...RESULT, chunk });
}

it('the order in which shares come leaves no trace in the report', async () => {
  const report = (...numbers: readonly number[]) =>
    runCampaign(ORDER, { tool: 'fobkit 1.2.3', pool, chunks: results(...numbers) });
  const [first, ...others] = [
    await report(0, 1, 2),
    await report(2, 1, 0),
    await report(1, 1, 0, 0, 2),
  ].map((it) => JSON.stringify(it));
  expect(others).toEqual([first, first]);
});

it('a campaign of which a share is missing has no report', async () => {
  const chunks = results(0, 1, 1);
  await expect(runCampaign(ORDER, { tool: 'fobkit 1.2.3', pool, chunks })).rejects.toThrow(
    'only 2 of 3 shares of the campaign were done: there is no report',
  );
});

it('a failure that no worker shrinks is no failure left out of the report', async () => {
  vi.spyOn(pool, 'run').mockResolvedValue({ task: 'chunk', result: RESULT });
  const failures = [{ run: 3, kind: 'other-fail', message: 'why' } as const];
  const order = { ...ORDER, runs: 20 };
  async function* failed(): AsyncGenerator<ChunkResult> {
    yield await Promise.resolve({ ...RESULT, failures });
  }
  await expect(
    runCampaign(order, { tool: 'fobkit 1.2.3', pool, chunks: failed() }),
  ).rejects.toThrow(WorkerError);
});

it.each([
  ['no JSON', '{'],
  ['another form', '{"chunk":0}'],
  ['another share', JSON.stringify({ ...RESULT, chunk: 1 })],
  ['fewer runs than the share has', JSON.stringify({ ...RESULT, runs: 19 })],
  [
    'a run that the campaign has not',
    JSON.stringify({ ...RESULT, failures: [{ run: 60, kind: 'bench-broke', message: '' }] }),
  ],
])('a text from a queue that is %s is no result of the share', (_what, text) => {
  expect(() => campaignWork.read(text, ORDER, 0)).toThrow();
  expect(campaignWork.read(campaignWork.write(RESULT), ORDER, 0)).toEqual(RESULT);
});
