import type { Candidate } from '@fobkit/client';
import { serialCandidates } from '@fobkit/client/node';
import type { SimRecord } from '@fobkit/emulator/sims';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';
import { openRig, runningSimsOrNone, simCandidates } from '../sim/sims.ts';

/** More would hide what is to be done. */
const MOST_TOLD = 10;

/** The address of the only fob at hand: emulated and up, or on USB with fobkit's ids. */
export async function chooseDevice(cli: Cli): Promise<string> {
  const candidates = await fobsAtHand(cli);
  const [only, ...others] = candidates;
  if (only === undefined) {
    throw noFob(
      'no-fob',
      'no fob is at hand. Plug one in, start one with fob sim up, or name its port with --device; ' +
        'fob doctor looks for the reason.',
    );
  }
  if (others.length === 0) return only.url;
  const sims = await runningSimsOrNone();
  const shown = candidates.slice(0, MOST_TOLD);
  const told = await Promise.all(shown.map((candidate) => describe(candidate, sims)));
  const rest = candidates.length - told.length;
  const more = rest === 0 ? '' : `; and ${String(rest)} more, which fob list tells`;
  throw noFob(
    'several-fobs',
    `${String(candidates.length)} fobs are at hand; say which with --device: ${told.join('; ')}${more}`,
  );
}

/** `serial:/dev/pts/4, 0102030405060708 (generic, SKTH00000017)`. */
async function describe(
  { url, description }: Candidate,
  sims: readonly SimRecord[],
): Promise<string> {
  const sim = sims.find(({ links }) => links.includes(url));
  if (sim === undefined) return description === undefined ? url : `${url} (${description})`;
  const label = await labelOf(sim);
  return `${url}, ${sim.deviceId} (${sim.profile}${label === undefined ? '' : `, ${label}`})`;
}

/** None where its rig cannot say. */
async function labelOf(sim: SimRecord): Promise<string | undefined> {
  try {
    return (await (await openRig(sim)).status()).serialLabel;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Addresses that are surely fobs', none of them asked. */
async function fobsAtHand(cli: Cli): Promise<readonly Candidate[]> {
  const [sims, ports] = await Promise.allSettled([
    simCandidates().candidates(cli.signal),
    portsOrNone(cli.signal),
  ]);
  if (ports.status === 'rejected') throw ports.reason;
  const ours = ports.value.filter((port) => port.ours);
  if (sims.status === 'fulfilled') return [...sims.value, ...ours];
  // A real fob does without the folder of the emulated ones.
  if (ours.length > 0) return ours;
  throw sims.reason;
}

/** A machine that cannot list its ports has none that could be chosen. */
async function portsOrNone(signal: AbortSignal): Promise<readonly Candidate[]> {
  try {
    return await serialCandidates().candidates(signal);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
