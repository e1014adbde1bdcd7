import { type ChannelPrimitives, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import type { MakeProgram } from '../firmware/make-program.ts';
import { PartStateError } from '../hardware/part-state.ts';
import type { FobType } from '../profile/fob-type.ts';
import { findFobType } from '../profile/profiles.ts';
import { parseFobType, ProfileError } from '../profile/parse-profile.ts';
import { Fob } from './fob.ts';
import { bytesToJson, snapshotV1 } from './snapshot-schema.ts';

/**
 * The whole state of a fob as a JSON text. It holds seed and keys: snapshots are of emulated test
 * fobs. The version goes up with each change that an older reader cannot take.
 *
 * @throws UsageError when a production seed is, or may be, in the fob.
 */
export function takeSnapshot(fob: Fob): string {
  if (mayHoldProductionSeed(fob)) {
    throw new UsageError(
      'a snapshot holds the seed: only of fobs that surely hold none but a test seed',
    );
  }
  return textOf(fob);
}

/**
 * Whether a production seed is, or may be, in the fob's flash. A fob without power cannot tell its
 * purpose, though its seed is there: a copy is given power and asked, with the faults that the fob
 * has. Only one that says that it is blank, or of purpose test, surely holds none.
 */
export function mayHoldProductionSeed(fob: Fob): boolean {
  const known = fob.program ?? wokenCopy(fob).program;
  return known === undefined || known.mayHoldProductionSeed;
}

function wokenCopy(fob: Fob): Fob {
  const copy = restoreFob(textOf(fob), undefined, fob.makeProgram);
  copy.setRail(undefined);
  copy.insertCell(true);
  copy.plugIn();
  return copy;
}

function textOf(fob: Fob): string {
  const { profile } = fob;
  const shipped = findFobType(profile.name) === profile;
  return JSON.stringify(
    {
      format: 'fobkit snapshot',
      version: 1,
      profile: shipped ? profile.name : profile,
      identity: fob.identity,
      worldTicks: fob.worldTicks,
      state: fob.save(),
    },
    (_key, value: unknown) => (value instanceof Uint8Array ? bytesToJson(value) : value),
  );
}

/**
 * A fob as `takeSnapshot` found it, at the same world time and unplugged. Its firmware is not in the
 * snapshot: fobkit's own, where no other is given.
 *
 * @throws UsageError with the field at fault when the text is not a snapshot of this version.
 */
export function restoreFob(
  snapshot: string,
  crypto?: ChannelPrimitives,
  makeProgram?: MakeProgram,
): Fob {
  const { identity, profile, state, worldTicks } = parseSnapshot(snapshot);
  const known = typeof profile === 'string' ? findFobType(profile) : profileOf(profile);
  if (known === undefined) throw new UsageError(`snapshot: profile: no such fob type`);
  try {
    const options = { profile: known, identity, worldTicks, seed: 0, state, makeProgram };
    return new Fob(crypto === undefined ? options : { ...options, crypto });
  } catch (error) {
    if (error instanceof PartStateError) throw new UsageError(`snapshot: ${error.message}`);
    throw error;
  }
}

function profileOf(profile: unknown): FobType {
  try {
    return parseFobType(profile);
  } catch (error) {
    if (error instanceof ProfileError) throw new UsageError(`snapshot: ${error.message}`);
    throw error;
  }
}

type Parsed = v.InferOutput<typeof snapshotV1>;

function parseSnapshot(snapshot: string): Parsed {
  const result = v.safeParse(snapshotV1, parseJson(snapshot));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UsageError(`snapshot: ${v.getDotPath(issue) ?? 'format'}: ${issue.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError('snapshot: not a JSON text', { cause: error });
  }
}
