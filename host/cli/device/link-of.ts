import {
  type CandidateProvider,
  identifiedLink,
  type Link,
  type OpenOptions,
  parseDeviceUrl,
} from '@fobkit/client';
import { linkTo, machineCandidates } from '@fobkit/client/node';
import { simCandidates, urlOfSim } from '../sim/sims.ts';

/** Everybody who knows where fobs are: emulated ones of this user, and what is plugged in. */
export function everyCandidate(): readonly CandidateProvider[] {
  return [simCandidates(), ...machineCandidates()];
}

/**
 * The link that a device URL names; of an emulated fob, the one that its rig told. `watched` gives
 * each link that may be opened for it back, perhaps wrapped.
 */
export async function linkOf(
  url: string,
  watched: (link: Link) => Link = (link) => link,
): Promise<Link> {
  const parsed = parseDeviceUrl(url);
  if (parsed.kind === 'sim') return watched(linkTo(await urlOfSim(parsed.deviceId)));
  if (parsed.kind !== 'id') return watched(linkTo(url));
  return identifiedLink({
    deviceId: parsed.deviceId,
    providers: everyCandidate(),
    linkTo: (one) => watched(linkTo(one)),
    nowhere: 'no fob with this device id is at hand; fob list tells those that are.',
  });
}

/** The same, but looked for when it is opened. @throws UsageError */
export function lazyLinkOf(url: string): Link {
  const { kind } = parseDeviceUrl(url);
  if (kind !== 'sim' && kind !== 'id') return linkTo(url);
  return { url, open: async (options: OpenOptions = {}) => (await linkOf(url)).open(options) };
}
