import { UsageError } from '@fobkit/protocol';
import { parseDeviceUrl } from '../device-url.ts';
import { identifiedLink } from '../discovery/identified-link.ts';
import type { Link } from '../link.ts';
import { machineCandidates } from './discovery.ts';
import { hidLink } from './hid-link.ts';
import { serialLink } from './serial-link.ts';
import { tcpLink } from './tcp-link.ts';
import { webUsbLink } from './webusb-link.ts';

export interface LinkToOptions {
  /** Links to emulated fobs; without it a `sim:` URL is refused. */
  readonly simulated?: (deviceId: string) => Link;
  /** Links to fobs wherever they are; without it only the USB of this machine is searched. */
  readonly identified?: (deviceId: string) => Link;
}

/** The link that a device URL names. Nothing is opened yet. @throws UsageError */
export function linkTo(url: string, options: LinkToOptions = {}): Link {
  const parsed = parseDeviceUrl(url);
  switch (parsed.kind) {
    case 'serial':
      return serialLink(parsed);
    case 'tcp':
      return tcpLink(parsed);
    case 'hid':
      return hidLink(parsed);
    case 'usb':
      return webUsbLink(parsed);
    case 'id':
      return options.identified?.(parsed.deviceId) ?? onThisMachine(parsed.deviceId);
    case 'sim': {
      if (options.simulated !== undefined) return options.simulated(parsed.deviceId);
      throw new UsageError(`device ${url}: no emulated fobs can be reached from here`);
    }
  }
}

const NOT_ON_USB =
  'no USB device of this machine has this device id. Emulated fobs on a pseudo-terminal or a TCP ' +
  'port are reached by the links that fob sim up --json tells.';

function onThisMachine(deviceId: string): Link {
  return identifiedLink({ deviceId, providers: machineCandidates(), linkTo, nowhere: NOT_ON_USB });
}
