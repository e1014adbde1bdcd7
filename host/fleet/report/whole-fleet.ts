import type { FleetFacts } from '../result/fleet-facts.ts';
import { grouped } from './words.ts';

/** Of how many fobs a run was, and of how many its file tells. */
export type FobCounts = Pick<FleetFacts, 'fobs' | 'ofFobs'>;

/** What was counted in a sample, for all fobs of the file: about so much. */
export function ofWhole(value: number, { fobs, ofFobs = fobs }: FobCounts): number {
  // One attack a day is one again, whatever a division made of it.
  return Number(((value / fobs) * Math.max(fobs, ofFobs)).toPrecision(12));
}

/** `about 1,700 for all 80,000 fobs`; nothing where all were run. */
export function forAllText(value: number, facts: FobCounts): string {
  if (!isSample(facts)) return '';
  const whole = Number(ofWhole(value, facts).toPrecision(2));
  return `about ${grouped(whole)} for ${allFobs(facts)}`;
}

/** `all 80,000 fobs`. */
export function allFobs({ fobs, ofFobs = fobs }: FobCounts): string {
  return `all ${grouped(ofFobs)} fobs`;
}

/** That a run was of a sample, as a sentence; nothing where all fobs were run. */
export function sampleText(facts: FobCounts): string {
  const { fobs, ofFobs = fobs } = facts;
  return isSample(facts) ? `This is a sample of ${grouped(fobs)} of ${grouped(ofFobs)} fobs.` : '';
}

/** Whether fewer fobs were run than the file has. */
export function isSample({ fobs, ofFobs = fobs }: FobCounts): boolean {
  return fobs < ofFobs;
}
