import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const POLL_MS = 5;

/** Where the kernel shows the one device that is attached. */
export const DEVICE = '/sys/bus/usb/devices/1-1';

/** The nodes of the one fob that is attached. */
export const NODES = { hid: '/dev/hidraw0', serial: '/dev/ttyACM0' };

/** A USB/IP server. */
export interface UsbipAddress {
  readonly host: string;
  readonly port: number;
}

/** Attaches an exported device with the tool of Linux. @throws Error with what the tool says. */
export async function usbipAttach({ host, port }: UsbipAddress, busId: string): Promise<void> {
  await run('usbip', ['--tcp-port', String(port), 'attach', '-r', host, '-b', busId]);
}

/** Whether the kernel has the fob, its interfaces and its nodes. */
export function isThere(): boolean {
  return existsSync(`${DEVICE}:1.3`) && Object.values(NODES).every((node) => existsSync(node));
}

/** Whether nothing is left of it. */
export function isGone(): boolean {
  return !existsSync(DEVICE) && Object.values(NODES).every((node) => !existsSync(node));
}

/** Waits for what the kernel does in its own time; whoever waits for ever is ended by the host. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(POLL_MS);
}
