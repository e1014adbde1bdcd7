import { expect, test } from 'vitest';
import { runChunk } from '../../../../../host/bench/campaign/chunk.ts';
import { campaignWorld } from '../../../../../host/cli/bench/campaign-world.ts';
import { runHere } from '../../support/run-here.ts';

const ORDER = { seed: 7, runs: 6, profiles: ['shinkin-hardware', 'hotp-button', 'generic'] };

test('runs of a campaign before a bank come to what they do before the usual relying party', async () => {
  const world = campaignWorld();
  const usual = await runChunk(ORDER, 0, world);
  const bank = await runChunk({ ...ORDER, relyingParty: 'bank:asahi-1303' }, 0, world);
  expect(bank).toEqual(usual);
  expect(bank.failures).toEqual([]);
});

test('a policy that there is none of is refused before a thread has begun', async () => {
  const words = ['bench', 'campaign', '--runs', '1', '--relying-party', 'bank:acme'];
  const { status, stderr } = await runHere(words);
  expect(status).toBe(2);
  expect(stderr).toContain('one of asahi-1303, ask-1020');
});
