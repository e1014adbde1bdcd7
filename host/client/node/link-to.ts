import { UsageError } from '@fobkit/protocol';
import { parseDeviceUrl } from '../device-url.ts';
import type { Link } from '../link.ts';
import { serialLink } from './serial-link.ts';
import { tcpLink } from './tcp-link.ts';

export interface LinkToOptions {
  /** Links to emulated fobs; without it a `sim:` URL is refused. */
  readonly simulated?: (deviceId: string) => Link;
}

/** The link that a device URL names. Nothing is opened yet. @throws UsageError */
export function linkTo(url: string, options: LinkToOptions = {}): Link {
  const parsed = parseDeviceUrl(url);
  if (parsed.kind === 'serial') return serialLink(parsed);
  if (parsed.kind === 'tcp') return tcpLink(parsed);
  if (options.simulated === undefined) {
    throw new UsageError(`device ${url}: no emulated fobs can be reached from here`);
  }
  return options.simulated(parsed.deviceId);
}
