import type { Scenario } from '../scenario/model.ts';
import { USUAL_TIME } from '../scenario/word/given-words.ts';

const DAY = 86_400;

/**
 * A bench lives now: what hangs on an expiry, or on another day than the one on which scenarios begin
 * when they do not say, is for an emulated rig.
 */
export function wantsItsOwnDay({ given }: Pick<Scenario, 'given'>): boolean {
  const loads = [given.load, ...[...given.others.values()].map(({ load }) => load)];
  return (
    loads.some((load) => load?.expires !== undefined) ||
    Math.floor(given.time / DAY) !== Math.floor(USUAL_TIME / DAY)
  );
}
