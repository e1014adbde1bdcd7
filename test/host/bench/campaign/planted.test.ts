import {
  type CampaignOrder,
  drawScenario,
  type FailureKind,
  readScenarios,
  runOne,
  runScenario,
  type Scenario,
  shrinkFailure,
  type ShrunkFailure,
} from '@fobkit/bench';
import { InProcessRigs } from '@fobkit/emulator';
import { describe, expect, it } from 'vitest';
import { campaignWorld } from '../../../../host/cli/bench/campaign-world.ts';
import { scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import {
  breaksTheProtocol,
  type Defect,
  fallsSilent,
  firstFailing,
  replaysCounter,
  rigsWithDefect,
  secondCodeIsWrong,
  showsItsSeed,
} from './planted.ts';

/** Runs a campaign on defective fobs until the defect is found, and shrinks that. */
async function hunt(defect: () => Defect, kind: FailureKind): Promise<ShrunkFailure> {
  const order: CampaignOrder = {
    seed: 11,
    runs: 200,
    profiles: ['generic', 'hotp-button', 'shinkin-hardware'],
  };
  const world = campaignWorld(() => rigsWithDefect(defect));
  const run = await firstFailing(order, kind, world);
  return shrinkFailure(order, { run, kind }, world);
}

/** What `fob bench run` makes of the saved file, on fobs with the defect and without. */
async function judge(yaml: string, defect?: () => Defect): Promise<string> {
  const [scenario] = readScenarios({ text: yaml, file: 'found.yaml' }, scenarioEnv());
  if (scenario === undefined) throw new Error('no scenario was saved');
  const ports = campaignWorld(() =>
    defect === undefined ? new InProcessRigs() : rigsWithDefect(defect),
  ).ports(scenario);
  return (await runScenario(scenario, ports)).verdict;
}

async function expectFound(defect: () => Defect, kind: FailureKind): Promise<ShrunkFailure> {
  const shrunk = await hunt(defect, kind);
  expect(shrunk.steps).toBeLessThanOrEqual(5);
  expect(shrunk.faults).toBe(0);
  expect(shrunk.unfinished).toBe(false);
  expect(await judge(shrunk.yaml, defect)).toBe('FAIL');
  expect(await judge(shrunk.yaml)).toBe('PASS');
  return shrunk;
}

describe('a defect is found, shrunk to five steps at most, and its file fails by itself', () => {
  it('a counter that comes again after a loss of power', async () => {
    const { yaml } = await expectFound(replaysCounter, 'counter-never-back');
    expect(yaml).toMatch(/read-code[^]*cell: out[^]*cell: in[^]*read-code[^]*invariants: hold/);
  });

  it('a code that is not that of its counter', () =>
    expectFound(secondCodeIsWrong, 'code-of-its-time'));

  it('two codes of one counter', () => expectFound(secondCodeIsWrong, 'one-code-a-counter'));

  it('a piece of the seed on the LCD', () => expectFound(showsItsSeed, 'no-secret-leaves'));

  it('a fob that falls silent', () => expectFound(fallsSilent, 'answers-or-dead'));

  it('a reply that breaks the protocol', () =>
    expectFound(breaksTheProtocol, 'keeps-the-protocol'));
});

describe('shrinking', () => {
  it('comes to the same scenario each time', async () => {
    const first = await hunt(fallsSilent, 'answers-or-dead');
    expect(await hunt(fallsSilent, 'answers-or-dead')).toEqual(first);
  });
});

it('on sound fobs nothing fails', async () => {
  const world = campaignWorld();
  const draw = (run: number): Scenario => drawScenario({ seed: 5, run }, world.space);
  const outcomes = [];
  for (let run = 0; run < 60; run++) outcomes.push(await runOne(draw(run), world));
  expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
});
