import * as v from 'valibot';
import { tallyOf, tallyPieces } from '../work/tally-text.ts';
import { fleetFactsSchema } from './fleet-facts.ts';
import type { FleetResult } from './fleet-result.ts';

const FAMILY = 'fobkit-fleet-';
const FORMAT = `${FAMILY}3`;

const envelope = v.strictObject({
  format: v.literal(FORMAT),
  facts: fleetFactsSchema,
  tally: v.record(v.string(), v.unknown()),
});

/** Why a text is no result that can be read. */
export class FleetResultError extends Error {
  override readonly name = 'FleetResultError';
}

/** So many fobs at most: their text has to be read back as one string, of 2^29 letters at most. */
export const MOST_SAVED = 15_000_000;

/** A result as JSON; the same result is the same text. */
export function writeResult(result: FleetResult): string {
  return [...resultPieces(result)].join('');
}

/** The same text, piece by piece. */
export function* resultPieces({ facts, tally }: FleetResult): Generator<string> {
  const told = JSON.stringify(v.parse(fleetFactsSchema, facts));
  yield `{"format":"${FORMAT}","facts":${told},"tally":`;
  yield* tallyPieces(tally);
  yield '}\n';
}

/**
 * @param file Its path, for messages.
 * @throws FleetResultError
 */
export function readResult(text: string, file: string): FleetResult {
  const refuse = (why: string): FleetResultError =>
    new FleetResultError(`${file}: ${why}; write it anew with fob fleet run --save`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refuse('this is no JSON');
  }
  const other = v.safeParse(v.object({ format: v.pipe(v.string(), v.startsWith(FAMILY)) }), data);
  if (other.success && other.output.format !== FORMAT) {
    throw refuse(`this is of another version of fobkit (${other.output.format.slice(0, 40)})`);
  }
  const parsed = v.safeParse(envelope, data);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw refuse(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { facts, tally: packed } = parsed.output;
  try {
    const tally = tallyOf(packed);
    const isWhole = tally.days === facts.days && tally.fobs.death.length === facts.fobs;
    if (!isWhole) throw new RangeError('it counts other fobs or days');
    return { facts, tally };
  } catch (error) {
    throw refuse(`tally: ${error instanceof Error ? error.message : String(error)}`);
  }
}
