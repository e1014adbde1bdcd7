import { formatDeviceUrl } from '../device-url.ts';
import { LinkNotFoundError, TransportError } from '../errors.ts';
import type { Connection, Link, OpenOptions } from '../link.ts';
import { byPreference, type CandidateProvider, gather } from './candidate.ts';

export interface IdentifiedLinkOptions {
  /** 16 hex digits. */
  readonly deviceId: string;
  /** Who knows what is at hand. */
  readonly providers: readonly CandidateProvider[];
  readonly linkTo: (url: string) => Link;
  /** A sentence on what to do when the fob is nowhere. */
  readonly nowhere?: string;
}

const NOWHERE = 'no fob with this device id is at hand.';

/**
 * The link to a fob wherever it is: looked for at each opening, so that it is found again after
 * it was plugged in elsewhere. What is opened is who USB says it is; GetInfo has the last word.
 */
export function identifiedLink(options: IdentifiedLinkOptions): Link {
  const deviceId = options.deviceId.toLowerCase();
  const url = formatDeviceUrl({ kind: 'id', deviceId });
  return { url, open: (open = {}) => openAny(options, { deviceId, url }, open) };
}

/** Opens the first link that opens; the error is that of the one that was tried first. */
async function openAny(
  options: IdentifiedLinkOptions,
  { deviceId, url }: { readonly deviceId: string; readonly url: string },
  open: OpenOptions,
): Promise<Connection> {
  const { candidates } = await gather(options.providers, open.signal);
  let failure: TransportError | undefined;
  for (const candidate of byPreference(candidates)) {
    if (candidate.deviceId !== deviceId) continue;
    try {
      return await options.linkTo(candidate.url).open(open);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new LinkNotFoundError(url, options.nowhere ?? NOWHERE);
}
