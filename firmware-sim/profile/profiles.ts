import { eightSha256 } from './eight-sha256.ts';
import { generic } from './generic.ts';
import type { FobType, TokenProfile } from './fob-type.ts';
import { hotpButton } from './hotp-button.ts';
import { nitrokeyPro, nitrokeyProFaulty } from './nitrokey-pro.ts';
import type { Profile } from './profile.ts';
import { shinkinApp } from './shinkin-app.ts';
import { shinkinHardware } from './shinkin-hardware.ts';
import { sid700 } from './sid700.ts';
import { yuchoCard } from './yucho-card.ts';

/** The fob types that come with fobkit and speak its protocol. */
export const profiles: readonly Profile[] = [
  generic,
  shinkinHardware,
  shinkinApp,
  sid700,
  eightSha256,
  hotpButton,
  yuchoCard,
];

/** Tokens of other makers that come with fobkit. */
export const tokenProfiles: readonly TokenProfile[] = [nitrokeyPro, nitrokeyProFaulty];

/** The fob type of that name that speaks fobkit's protocol; undefined when there is none. */
export function findProfile(name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}

/** The fob type of that name, whoever made it; undefined when there is none. */
export function findFobType(name: string): FobType | undefined {
  return findProfile(name) ?? tokenProfiles.find((profile) => profile.name === name);
}
