import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsbipPlace } from '@fobkit/emulator/sims';

/** What Linux' USB/IP client, the module vhci-hcd, tells in sysfs. */
export const VHCI = 'sys/devices/platform/vhci_hcd.0';

const DEVICES = 'sys/bus/usb/devices';

/** Where the tool `usbip` notes down what it has attached. */
const NOTES = 'var/run/vhci_hcd';

/** VDEV_ST_USED of drivers/usb/usbip/usbip_common.h. */
const IN_USE = 6;

/** A device that this machine has by USB/IP. */
export interface AttachedUsb {
  /** Of vhci-hcd, as `usbip detach -p` wants it. */
  readonly port: number;
  /** Its name among the USB devices of this machine, as `3-1`. */
  readonly localBusId: string;
  /** iSerial, which is the device id of a fob that speaks fobkit's protocol. */
  readonly serial: string;
  /** From where usbip has it, `HOST:PORT/BUSID`, where it could note that down. */
  readonly from: string | undefined;
}

export function hasVhci(root: string): boolean {
  return existsSync(join(root, VHCI));
}

/** `HOST:PORT/BUSID`, by what this machine calls the host. */
export function placeText({ host, port, busId }: UsbipPlace): string {
  return `${reachable(host)}:${String(port)}/${busId}`;
}

/** What listens on every address is reached on this machine by loopback. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** What is attached by USB/IP and has told its serial number. `root` is where /sys is. */
export function attachedUsb(root: string): readonly AttachedUsb[] {
  return statusTexts(root)
    .flatMap((text) => text.split('\n').slice(1))
    .flatMap((line) => attachedIn(root, line));
}

/** Further controllers have files of their own: status.1, status.2, … */
function statusTexts(root: string): readonly string[] {
  return namesIn(join(root, VHCI))
    .filter((name) => /^status(?:\.\d+)?$/.test(name))
    .map((name) => textOf(join(root, VHCI, name)) ?? '');
}

/** A line `hs  0000 006 002 00010002 000003 3-1`: hub, port, state, speed, devid, socket, name. */
function attachedIn(root: string, line: string): readonly AttachedUsb[] {
  const [, port = '', state = '', , , , localBusId = ''] = line.trim().split(/\s+/);
  if (Number(state) !== IN_USE || !/^\d+$/.test(port) || !/^\d+-[\d.]+$/.test(localBusId)) {
    return [];
  }
  const serial = textOf(join(root, DEVICES, localBusId, 'serial'))
    ?.trim()
    .toLowerCase();
  if (serial === undefined || serial === '') return [];
  return [{ port: Number(port), localBusId, serial, from: noteOf(root, Number(port)) }];
}

/** A line `127.0.0.1 3240 1-1`. */
function noteOf(root: string, port: number): string | undefined {
  const text = textOf(join(root, NOTES, `port${String(port)}`)) ?? '';
  const [, host, at, busId] = /^(\S+) (\d+) (\S+)$/m.exec(text) ?? [];
  return host === undefined ? undefined : placeText({ host, port: Number(at), busId: busId ?? '' });
}

/** The interfaces of a USB device that get a node in /dev, and the node of each, once it is there. */
export interface UsbNodes {
  /** Whether all interfaces that the device told of are there, those of other classes too. */
  readonly configured: boolean;
  /** As `/dev/hidraw0`; undefined while there is none. */
  readonly hid: readonly (string | undefined)[];
  /** As `/dev/ttyACM0`. */
  readonly serial: readonly (string | undefined)[];
}

const HID = '03';
const COMMUNICATIONS = '02';

export function usbNodes(root: string, localBusId: string): UsbNodes {
  const interfaces = namesIn(join(root, DEVICES)).filter((name) =>
    name.startsWith(`${localBusId}:`),
  );
  const ofClass = (wanted: string): readonly string[] =>
    interfaces
      .map((name) => join(root, DEVICES, name))
      .filter((folder) => textOf(join(folder, 'bInterfaceClass'))?.trim() === wanted);
  const count = Number(textOf(join(root, DEVICES, localBusId, 'bNumInterfaces')) ?? 0);
  return {
    configured: count > 0 && interfaces.length >= count,
    hid: ofClass(HID).map((folder) => hidNode(root, folder)),
    serial: ofClass(COMMUNICATIONS).map((folder) => nodeIn(root, join(folder, 'tty'))),
  };
}

/** The HID device below an interface is named by its bus, ids and number: `0003:1209:F0B1.0001`. */
function hidNode(root: string, folder: string): string | undefined {
  const devices = namesIn(folder).filter((name) => /^[0-9A-F]{4}:[0-9A-F]{4}:/.test(name));
  for (const name of devices) {
    const node = nodeIn(root, join(folder, name, 'hidraw'));
    if (node !== undefined) return node;
  }
  return undefined;
}

function nodeIn(root: string, folder: string): string | undefined {
  return namesIn(folder)
    .map((name) => `/dev/${name}`)
    .find((node) => existsSync(join(root, node)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
