import * as v from 'valibot';
import { readTally, writeTally } from '../work/tally-text.ts';
import { fleetFactsSchema } from './fleet-facts.ts';
import type { FleetResult } from './fleet-result.ts';

const FORMAT = 'fobkit-fleet-2';

const envelope = v.strictObject({
  format: v.literal(FORMAT),
  facts: fleetFactsSchema,
  tally: v.record(v.string(), v.unknown()),
});

/** Why a text is no result that can be read. */
export class FleetResultError extends Error {
  override readonly name = 'FleetResultError';
}

/** A result as JSON; the same result is the same text. */
export function writeResult({ facts, tally }: FleetResult): string {
  const told = JSON.stringify(v.parse(fleetFactsSchema, facts));
  return `{"format":"${FORMAT}","facts":${told},"tally":${writeTally(tally)}}\n`;
}

/**
 * @param file Its path, for messages.
 * @throws FleetResultError
 */
export function readResult(text: string, file: string): FleetResult {
  const refuse = (why: string): FleetResultError =>
    new FleetResultError(`${file}: ${why}; write it anew with fob fleet run`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refuse('this is no JSON');
  }
  const parsed = v.safeParse(envelope, data);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw refuse(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { facts, tally: packed } = parsed.output;
  try {
    const tally = readTally(JSON.stringify(packed));
    const isWhole = tally.days === facts.days && tally.fobs.death.length === facts.fobs;
    if (!isWhole) throw new RangeError('it counts other fobs or days');
    return { facts, tally };
  } catch (error) {
    throw refuse(`tally: ${error instanceof Error ? error.message : String(error)}`);
  }
}
