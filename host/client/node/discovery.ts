import type { CandidateProvider } from '../discovery/candidate.ts';
import { hidCandidates } from './hid-discovery.ts';
import { serialCandidates } from './serial-discovery.ts';
import type { UsbIds } from '../usb/usb-ids.ts';
import { webUsbCandidates } from './webusb-discovery.ts';

/**
 * What is plugged into this machine, on every link.
 *
 * @param ids Of the USB devices that are taken for fobs; fobkit's if absent.
 */
export function machineCandidates(ids?: readonly UsbIds[]): readonly CandidateProvider[] {
  const options = ids === undefined ? {} : { ids };
  return [hidCandidates(options), serialCandidates(options), webUsbCandidates(options)];
}
