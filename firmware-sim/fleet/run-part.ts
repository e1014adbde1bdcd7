import type { FleetPart } from './fleet-part.ts';
import { CodeTeller } from './code-teller.ts';
import { FleetWork } from './fleet-work.ts';
import { FobRunner } from './run-fobs.ts';
import type { FleetTally } from './tally.ts';
import { FactorTeller } from './teller.ts';

/** Fobs that are worked on together. */
const BLOCK_FOBS = 2048;
/** With real codes: a surprise among them has all of these run again. */
const BLOCK_FOBS_WITH_CODES = 32;

/**
 * Runs a part of a fleet. What it comes to follows from the spec, the judge and the fobs' numbers
 * alone: parts of any size add up to the same tally. The spec has no faults (`specFaults`).
 */
export function runFleetPart(part: FleetPart): FleetTally {
  const most = part.engine === undefined ? BLOCK_FOBS : BLOCK_FOBS_WITH_CODES;
  const blockFobs = Math.min(most, Math.max(1, part.count));
  const work = new FleetWork(part, blockFobs);
  const codes = part.engine === undefined ? undefined : new CodeTeller(work, part.engine);
  const runner = new FobRunner(work, codes ?? new FactorTeller(part, work.memory));
  try {
    const end = part.first + part.count;
    for (let first = part.first; first < end; first += blockFobs) {
      const count = Math.min(blockFobs, end - first);
      if (codes !== undefined) work.sheet.keep();
      work.begin(first, count);
      runner.run(count);
      while (codes?.isSurprised() === true) {
        work.sheet.takeBack(first - part.first, count);
        work.begin(first, count);
        runner.run(count);
      }
    }
  } finally {
    codes?.free();
  }
  return work.sheet.finish();
}
