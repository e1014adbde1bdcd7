import { roundedSides } from '@fobkit/bank/policy';
import type { FleetPlan } from '@fobkit/fleet';
import { readyPolicy } from './fleet-env.ts';

const MOST = 6;

/**
 * One line on windows that are no whole number of the fobs' steps; undefined where all are.
 *
 * @param policies Of a fleet file, as they stand there.
 */
export function roundedNote(
  policies: readonly unknown[],
  { mode, stepSeconds }: FleetPlan['spec']['codes'],
): string | undefined {
  if (mode === 'hotp') return undefined;
  const sides = policies.flatMap((told) => {
    const policy = readyPolicy(told);
    const { windowStepSeconds: step = stepSeconds } = policy;
    return roundedSides(policy, stepSeconds).map(
      ({ path, taken, written }) =>
        `${path} ${String(written)} of ${String(step)} s as ${String(taken)}`,
    );
  });
  const once = [...new Set(sides)];
  if (once.length === 0) return undefined;
  const more = once.length > MOST ? `, and ${String(once.length - MOST)} more` : '';
  const told = `${once.slice(0, MOST).join(', ')}${more}`;
  return `windows are rounded down to steps of ${String(stepSeconds)} s, those of the fobs: ${told}`;
}
