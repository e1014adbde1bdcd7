import { equalBytes, trimClock } from '@fobkit/protocol';
import { CheckInvalid, RuleBroken } from './outcome.ts';
import { ownKey } from './own-key.ts';
import type { Probe, ProbeState } from './probe.ts';
import type { Seal } from './seal.ts';
import type { Talk } from './talk.ts';

const TICKS = 32_768;

/**
 * Brings a fob that was used before to where checks begin, whatever a check that failed in the
 * middle has left: it is blank with its factory key, its trim is the one that it came with, no
 * attempt at its key stands in the count, nobody is on its links.
 *
 * @throws RuleBroken when it does not go there, CheckInvalid when the key may be of another fob.
 */
export async function makeReady(t: Probe, state: ProbeState): Promise<void> {
  const talk = await t.talk();
  const { trimPpb } = await t.status(talk);
  state.trimPpb ??= trimPpb;
  const seal = await t.blank(talk, await openedBy(t, talk, keysOf(t, state)));
  if (trimPpb === state.trimPpb) {
    // The first sealed request alone clears the count (§5.7.2); this one does nothing.
    await seal.inner(0, new Uint8Array(0));
  } else await seal.must(trimClock, { trimPpb: state.trimPpb }, 'CMD-31');
  await t.closeWires();
}

/** The keys that may hold, the likely one first: a lost reply, or a run that was killed, leaves open which. */
function keysOf({ subject }: Probe, { key }: ProbeState): readonly Uint8Array[] {
  const { factoryKey, env } = subject;
  const all = factoryKey === undefined ? [key] : [key, factoryKey, ownKey(env, factoryKey)];
  const keys: Uint8Array[] = [];
  for (const one of all) {
    if (one !== undefined && !keys.some((known) => equalBytes(known, one))) keys.push(one);
  }
  return keys;
}

async function openedBy(t: Probe, talk: Talk, keys: readonly Uint8Array[]): Promise<Seal> {
  let told = 'wrong-key';
  for (const key of keys) {
    const { channelDelay } = await t.status(talk);
    if (channelDelay > 0) await t.wait(channelDelay / TICKS + 0.1);
    const { status, seal } = await t.handshake(talk, { key });
    if (seal !== undefined) {
      t.rekeyed(key);
      return seal;
    }
    told = status;
    if (told !== 'wrong-key') break;
  }
  const { keyGeneration } = await t.info(talk);
  // Where the batch key is known, the factory key is not taken on trust.
  const isKnown = t.subject.batchKey !== undefined && keyGeneration === 0;
  if (told !== 'wrong-key' || isKnown) {
    throw new RuleBroken('§5.4.1', `OpenChannel is answered ${told}`);
  }
  throw new CheckInvalid(
    'no key that was given opens a channel: it may be the key of another fob, or one that was ' +
      `replaced (generation ${keyGeneration})`,
  );
}
