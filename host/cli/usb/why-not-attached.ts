import { bareSerial, type NitrokeyUrl } from '@fobkit/client';
import type { SimRecord } from '@fobkit/emulator/sims';
import { type CliError, noFob } from '../program/cli-error.ts';
import { attachedUsb, reachable } from './vhci.ts';

/** Where /sys is. */
const ROOT = '/';

/**
 * Why emulated fobs that are up are not at hand: they wait for somebody to make USB devices of
 * them. Undefined when that is not why.
 */
export function whyNotAttached(sims: readonly SimRecord[], root = ROOT): CliError | undefined {
  const attached = attachedUsb(root);
  const waiting = sims.filter(({ deviceId, links, usb }) => {
    const places = usb?.map(placeOf);
    return (
      places !== undefined &&
      links.length === 0 &&
      !attached.some(({ serial, from = '' }) => serial === deviceId || places.includes(from))
    );
  });
  const here = waiting.filter(({ busId }) => busId !== undefined);
  const [first, ...others] = here.length > 0 ? here : waiting;
  if (first === undefined) return undefined;
  const { deviceId, usb: [place = ''] = [] } = first;
  if (here.length === 0) {
    return noFob('not-attached', `emulated fob ${deviceId} is at hand only at ${place}`);
  }
  const [who, how] =
    others.length === 0
      ? [`emulated fob ${deviceId} is`, `--id ${deviceId}`]
      : [`${String(here.length)} emulated fobs are`, '--all'];
  return noFob('not-attached', `${who} served as USB, not attached: fob sim attach ${how}`);
}

/** The emulated tokens that an address of a Nitrokey may mean: all, or the one with that number. */
export function emulatedNitrokeys(
  sims: readonly SimRecord[],
  { path, serial }: Pick<NitrokeyUrl, 'path' | 'serial'>,
): readonly SimRecord[] {
  if (path !== undefined) return [];
  return sims.filter(({ deviceId, profile }) => {
    // Its card has the last four bytes of the device id as its number.
    const isMeant = serial === undefined || serial === bareSerial(deviceId.slice(-8));
    return isMeant && profile.startsWith('nitrokey');
  });
}

/** `usbip:HOST:PORT/BUSID` as `placeText` has it. */
function placeOf(url: string): string {
  const [, host = '', rest = ''] = /^usbip:\[?(.+?)\]?(:\d+\/.+)$/.exec(url) ?? [];
  return `${reachable(host)}${rest}`;
}
