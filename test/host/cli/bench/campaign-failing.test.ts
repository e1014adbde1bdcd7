import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CampaignPool, type CampaignReport, makeCampaignPool } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { afterAll, expect, it, vi } from 'vitest';
import { runHere } from '../support/run-here.ts';

vi.mock('../../../../host/cli/bench/campaign/campaign-pool.ts', () => ({
  campaignPool: (threads: number): CampaignPool => {
    const entry = new URL('./defective-thread.ts', import.meta.url);
    return makeCampaignPool({ entry, threads, clock: nodeClock });
  },
}));

const folder = mkdtempSync(join(tmpdir(), 'fobkit-campaign-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const CAMPAIGN = 'bench campaign --seed 11 --runs 40 --profile hotp-button'.split(' ');

it('a campaign that finds something ends with 1, the same from one worker and two, and saves it', async () => {
  const one = await runHere([...CAMPAIGN, '--workers', '1', '--json']);
  const two = await runHere([...CAMPAIGN, '--workers', '2', '--json', '--save', folder]);
  expect([one.status, two.status]).toEqual([1, 1]);
  expect(two.stdout).toBe(one.stdout);
  const report = JSON.parse(one.stdout) as CampaignReport;
  expect(report.failedRuns).toBeGreaterThan(0);
  const [shrunk] = report.shrunk;
  if (shrunk === undefined) throw new Error('nothing was shrunk');
  expect(shrunk).toMatchObject({ kind: 'counter-never-back', unfinished: false });
  expect(shrunk.steps).toBeLessThanOrEqual(5);
  expect(readdirSync(folder)).toEqual(report.shrunk.map(({ file }) => file).sort());
  const file = join(folder, shrunk.file);
  expect(readFileSync(file, 'utf8')).toBe(shrunk.yaml);
  // The shipped model has no such defect.
  const sound = await runHere(['bench', 'run', file]);
  expect({ status: sound.status, stderr: sound.stderr }).toMatchObject({ status: 0 });
});
