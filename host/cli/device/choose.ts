import type { Candidate } from '@fobkit/client';
import { serialCandidates } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';
import { simCandidates } from '../sim/sims.ts';

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
  const urls = candidates.map(({ url }) => url).join(', ');
  throw noFob(
    'several-fobs',
    `${String(candidates.length)} fobs are at hand; say which with --device: ${urls}`,
  );
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
