import {
  type CampaignProfile,
  type CampaignSpace,
  type CampaignWorld,
  Dice,
  OtplibRelyingParty,
  runScenario,
  type RigSource,
  type Scenario,
} from '@fobkit/bench';
import { InProcessRigs, type Profile, profiles } from '@fobkit/emulator';
import { relyingPartyOf } from './relying-party/relying-party.ts';
import { presetOf, scenarioEnv } from './scenario-env.ts';

/** What campaigns of this fobkit draw from. */
export function campaignSpace(): CampaignSpace {
  const env = scenarioEnv();
  return { profiles: profiles.map(factsOf), fault: (words) => env.fault(words) };
}

/**
 * What campaigns run on: emulated fobs in this process. The record of a run follows from its
 * scenario alone: its clock stands still, and its id is drawn from the scenario's seed.
 */
export function campaignWorld(rigs: () => RigSource = () => new InProcessRigs()): CampaignWorld {
  return {
    space: campaignSpace(),
    runScenario,
    ports: ({ seed }: Scenario) => {
      const dice = new Dice(seed);
      return {
        rigs: rigs(),
        relyingParty: (rules) => new OtplibRelyingParty(rules),
        preset: presetOf,
        runId: Uint8Array.from({ length: 8 }, () => dice.below(256)),
        wall: { unixMs: () => 0, now: () => 0 },
      };
    },
    judge: relyingPartyOf,
  };
}

function factsOf({ name, product, parts }: Profile): CampaignProfile {
  const { modes, algorithms, minDigits, maxDigits, steps, display, menu } = product;
  return {
    name,
    modes,
    algorithms,
    minDigits,
    maxDigits,
    steps,
    alwaysOn: display.style !== 'press',
    ...(menu === undefined ? {} : { menuHoldSeconds: menu.holdSeconds }),
    ...(parts.lcd.kind === 'segments' ? { positions: parts.lcd.positions } : {}),
  };
}
