import { nodeClock } from '@fobkit/client/node';
import { conformanceChecks } from '../../../../../host/bench/conform/catalogue.ts';
import type { Check, CheckResult } from '../../../../../host/bench/conform/model.ts';
import { runConformance } from '../../../../../host/bench/conform/run-checks.ts';
import { seatSource } from '../../../../../host/cli/bench/conform/seat-source.ts';
import { generic } from '../../../../../firmware-sim/profile/generic.ts';
import { type Mutant, seated } from './plant.ts';

/** What checks say of a fob that is wrong in one thing. */
export async function examine(
  mutant: Pick<Mutant, 'plant' | 'tamper'>,
  checks: readonly Check[] = conformanceChecks,
): Promise<readonly CheckResult[]> {
  const undo = mutant.plant?.();
  try {
    const source = seatSource({
      profile: generic,
      seed: 1,
      taken: (subject, seat) => {
        seated(seat);
        return mutant.tamper?.(subject, seat) ?? subject;
      },
    });
    const report = await runConformance({ source, checks, destructive: true, wall: nodeClock });
    return report.checks;
  } finally {
    undo?.();
  }
}
