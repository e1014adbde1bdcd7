import type { FleetFacts, PolicyFacts } from '../result/fleet-facts.ts';
import { counted, grouped, told } from './words.ts';

type Codes = Pick<FleetFacts['codes'], 'mode' | 'stepSeconds'>;
type Told = Pick<PolicyFacts, 'normal' | 'written'>;

/**
 * A policy's window as its file has it, and what is taken for it where that is no whole number of
 * the fob's steps.
 */
export function windowWords(policy: Told, codes: Codes): string {
  const { normal, written } = policy;
  const words = stepsWords(written?.normal ?? normal, policy, codes);
  if (written === undefined) return words;
  const isWhole = (['behind', 'ahead'] as const).every(
    (side) => written.normal[side] * written.stepSeconds === normal[side] * codes.stepSeconds,
  );
  if (isWhole) return words;
  return `${words}, rounded down to ${normal.behind} and ${normal.ahead} of the fob’s ${secondsText(codes.stepSeconds)}`;
}

/** `4 steps of 30 s behind (2 min) and 2 ahead (60 s)`, in steps of the policy's file; counters. */
export function stepsWords(
  { ahead, behind }: PolicyFacts['normal'],
  { written }: Told,
  { mode, stepSeconds }: Codes,
): string {
  if (mode === 'hotp') return `${counted(ahead, 'counter')} ahead`;
  const step = written?.stepSeconds ?? stepSeconds;
  const length = (steps: number): string => (steps < 2 ? '' : ` (${secondsText(steps * step)})`);
  return (
    `${counted(behind, 'step')} of ${secondsText(step)} behind${length(behind)} and ` +
    `${grouped(ahead)} ahead${length(ahead)}`
  );
}

/** `90 s`, `2 min`, `3 h`. */
export function secondsText(seconds: number): string {
  if (seconds < 120 || seconds % 60 !== 0) return `${grouped(seconds)} s`;
  return seconds < 7200 ? `${seconds / 60} min` : `${told(seconds / 3600)} h`;
}
