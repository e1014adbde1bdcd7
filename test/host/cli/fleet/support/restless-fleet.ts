import type { FleetSpec } from '../../../../../firmware-sim/fleet/index.ts';
import { fleetOf } from '../../../../firmware-sim/fleet/support/fleets.ts';

/** Clocks that run away, owners who mistype, presses without a code, a guesser, fobs that die. */
export function restlessFleet(change: Partial<FleetSpec>): FleetSpec {
  return fleetOf({
    fobs: 3,
    days: 60,
    calibrationPpb: { kind: 'uniform', from: -80_000, to: 80_000 },
    shelfDays: { kind: 'uniform', from: 0, to: 40 },
    defects: [{ kind: 'dies', share: 0.2, afterDays: { kind: 'uniform', from: 30, to: 50 } }],
    owners: {
      pressesPerDay: { kind: 'uniform', from: 0.1, to: 1.2 },
      idlePresses: 0.1,
      typingSeconds: { kind: 'uniform', from: 3, to: 20 },
      mistyped: 0.15,
      triesBeforeCall: 3,
      replacedAfterDays: 3,
    },
    guesser: { fobsPerDay: 0.2, guesses: 12 },
    ...change,
  });
}
