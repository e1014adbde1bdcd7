import { profiles } from '@fobkit/firmware-sim';
import type { FleetSpec } from '@fobkit/firmware-sim/fleet';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { usualBenchFob } from '../../../firmware-sim/fleet/fob-on-bench.ts';
import { MOST_TRIES, mostRounds, sessionTimes } from '../../../firmware-sim/fleet/session-times.ts';
import { visitIndex } from '../../../firmware-sim/fleet/visits.ts';
import { fleetOf } from './support/fleets.ts';

const shown = profiles.filter(({ product }) => product.display.style === 'press');
/** A cell as it is bought, and one of which a text tells before the code. */
const CHARGES = [
  [100, 'nextCodeSeconds'],
  [8, 'warnedNextSeconds'],
] as const;

describe('the next code of a fob', () => {
  it.each(
    shown.flatMap((profile) => CHARGES.map(([charge, after]) => ({ profile, charge, after }))),
  )(
    'is shown by a press so long after one: $profile.name, $charge % charged',
    ({ after, charge, profile }) => {
      const [stepSeconds = 30] = profile.product.steps === 'any' ? [] : profile.product.steps;
      const codes: FleetSpec['codes'] = { ...fleetOf().codes, stepSeconds };
      const seconds = sessionTimes(fleetOf({ profile, codes }))[after];
      const fob = usualBenchFob(profile, stepSeconds);
      fob.setBattery(charge);
      const start = fob.worldTicks;
      const read = (second: number): string => {
        fob.advanceTo(start + second * TICKS_PER_SECOND);
        fob.press();
        fob.advanceTo(start + (second + 5) * TICKS_PER_SECOND);
        return fob.parts.lcd.visibleText();
      };
      const codesRead = [read(60), read(60 + seconds)];
      for (const code of codesRead) expect(code).toMatch(/^\d+$/);
      expect(codesRead[1]).not.toBe(codesRead[0]);
    },
  );
});

it('the longest session takes no dice of the next press', () => {
  const spec = fleetOf();
  const patient = { ...spec, owners: { ...spec.owners, triesBeforeCall: MOST_TRIES } };
  expect(mostRounds(patient)).toBeLessThanOrEqual(visitIndex(0, 1) - visitIndex(0, 0));
});
