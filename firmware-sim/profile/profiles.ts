import { eightSha256 } from './eight-sha256.ts';
import { generic } from './generic.ts';
import { hotpButton } from './hotp-button.ts';
import type { Profile } from './profile.ts';
import { shinkinApp } from './shinkin-app.ts';
import { shinkinHardware } from './shinkin-hardware.ts';
import { sid700 } from './sid700.ts';
import { yuchoCard } from './yucho-card.ts';

/** The fob types that come with fobkit. */
export const profiles: readonly Profile[] = [
  generic,
  shinkinHardware,
  shinkinApp,
  sid700,
  eightSha256,
  hotpButton,
  yuchoCard,
];

/** The fob type of that name; undefined when there is none. */
export function findProfile(name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}
