import { Guest, type GuestOptions } from './guest.ts';
import type { Step } from './guest-process.ts';
import { HOST_ADDRESS } from './qemu.ts';

/** Drivers for everything that a fob is on USB. */
export const FOB_DRIVERS = ['usbhid', 'hid_generic', 'cdc_acm'];

/** The nodes of the first fob that is attached. */
export const FOB_NODES = ['/dev/hidraw0', '/dev/ttyACM0'];

/** Loads the drivers, and waits until each node is there. */
const WAIT = 'for node; do until [ -e "$node" ]; do sleep 0.05; done; done';

/** A guest that attaches fobs of a USB/IP server on the host. */
export function bootUsbipGuest(options: GuestOptions = {}): Promise<Guest> {
  const modules = ['vhci_hcd', ...FOB_DRIVERS, ...(options.modules ?? [])];
  return Guest.boot({ ...options, network: true, modules });
}

/** Attaches an exported device with the tool of Linux, and waits until the nodes are there. */
export function attach(
  guest: Guest,
  port: number,
  { busId = '1-1', nodes = FOB_NODES }: { busId?: string; nodes?: readonly string[] } = {},
): Promise<Step> {
  const script = `usbip --tcp-port "$1" attach -r ${HOST_ADDRESS} -b "$2" || exit; shift 2; ${WAIT}`;
  return guest.run(['sh', '-c', script, 'sh', String(port), busId, ...nodes]);
}

/** Lets a device of a port of vhci go, and waits until the nodes are gone. */
export function detach(
  guest: Guest,
  port = 0,
  nodes: readonly string[] = FOB_NODES,
): Promise<Step> {
  const script = `usbip detach -p "$1" || exit; shift; ${WAIT.replace('-e "$node"', '! -e "$node"')}`;
  return guest.run(['sh', '-c', script, 'sh', String(port), ...nodes]);
}
