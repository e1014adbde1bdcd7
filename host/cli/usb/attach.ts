import { DEFAULT_BAUD_RATE, formatDeviceUrl } from '@fobkit/client';
import type { UsbipPlace } from '@fobkit/emulator/sims';
import { noFob } from '../program/cli-error.ts';
import { findUsbip, type Lack, lacksOf } from './usbip-needs.ts';
import { lookUntil, type UsbTool } from './usbip-tool.ts';
import {
  type AttachedUsb,
  attachedUsb,
  placeText,
  reachable,
  type UsbNodes,
  usbNodes,
} from './vhci.ts';

/** A fob that a USB/IP server exports. */
export interface Exported {
  /** 16 hex digits. */
  readonly deviceId: string;
  readonly place: UsbipPlace;
}

/** An emulated fob that is a USB device of this machine. */
export interface Attachment extends AttachedUsb {
  /** 16 hex digits. */
  readonly deviceId: string;
  /** By what it is opened: `hid:/dev/hidraw0`, `serial:/dev/ttyACM0`. */
  readonly links: readonly string[];
  /** Nodes that did not come, and how to get them. */
  readonly missing: readonly string[];
}

/** The port at which `usbip` looks by itself. */
const USUAL_PORT = 3240;

/**
 * Makes USB devices of this machine of fobs, and waits for their nodes in /dev. Those that are
 * attached already are left as they are.
 *
 * @throws CliError that tells what is missing, or why a server or the kernel refuses.
 */
export async function attachAll(
  tool: UsbTool,
  fobs: readonly Exported[],
): Promise<readonly Attachment[]> {
  const { root } = tool.machine;
  const wanted = fobs.filter((fob) => findAttached(root, fob) === undefined);
  if (wanted.length > 0) {
    refuseLacks(
      tool,
      'attach',
      wanted.map(({ place }) => attachArguments(place)),
    );
  }
  for (const fob of wanted) await attach(tool, fob);
  const attachments: Attachment[] = [];
  for (const fob of fobs) attachments.push(await nodesOf(tool, fob));
  return attachments;
}

/** Takes fobs off this machine; tells those that were on it. @throws CliError */
export async function detachAll(
  tool: UsbTool,
  fobs: readonly Exported[],
): Promise<readonly Exported[]> {
  const { root } = tool.machine;
  const found = fobs.flatMap((fob) => {
    const device = findAttached(root, fob);
    return device === undefined ? [] : [{ fob, args: detachArguments(device) }];
  });
  if (found.length === 0) return [];
  refuseLacks(
    tool,
    'detach',
    found.map(({ args }) => args),
  );
  for (const { fob, args } of found) {
    const { stderr } = await usbip(tool, args);
    const isGone = (): boolean => findAttached(root, fob) === undefined;
    if (await lookUntil(tool, isGone, Boolean)) continue;
    throw noFob('not-detached', `usbip does not detach fob ${fob.deviceId}: ${told(stderr)}`);
  }
  return found.map(({ fob }) => fob);
}

function attachArguments({ host, port, busId }: UsbipPlace): readonly string[] {
  const options = port === USUAL_PORT ? [] : ['--tcp-port', String(port)];
  return [...options, 'attach', '-r', reachable(host), '-b', busId];
}

function detachArguments({ port }: AttachedUsb): readonly string[] {
  return ['detach', '-p', String(port)];
}

/** @param commands What usbip is to be called with, for those who have to do it themselves. */
function refuseLacks(
  { machine, sudo }: UsbTool,
  what: 'attach' | 'detach',
  commands: readonly (readonly string[])[],
): void {
  const lacks = lacksOf(machine).filter(({ code }) => code !== 'not-root' || !sudo);
  const [first] = lacks;
  if (first === undefined) return;
  const commandsByHand = commands.map((words) => ['sudo usbip', ...words].join(' ')).join(' && ');
  const byHand = `--sudo runs usbip by sudo; by hand: ${commandsByHand}`;
  const mendOf = ({ code, mend }: Lack): string => (code === 'not-root' ? byHand : mend);
  const told = lacks.map((lack) => `${lack.what} (${mendOf(lack)})`).join('; ');
  throw noFob(first.code, `cannot ${what}: ${told}`);
}

async function attach(tool: UsbTool, fob: Exported): Promise<void> {
  const { status, stderr } = await usbip(tool, attachArguments(fob.place));
  // usbip fails too when it has attached and cannot note it down below /var/run.
  if (status === 0 || findAttached(tool.machine.root, fob) !== undefined) return;
  throw noFob('not-attached', `usbip does not attach fob ${fob.deviceId}: ${told(stderr)}`);
}

/** By its serial number, which is the device id of fobkit's fobs, or by where it was had from. */
export function findAttached(root: string, { deviceId, place }: Exported): AttachedUsb | undefined {
  const from = placeText(place);
  return attachedUsb(root).find((one) => one.serial === deviceId || one.from === from);
}

async function usbip(tool: UsbTool, args: readonly string[]): ReturnType<UsbTool['run']> {
  const { machine, run, signal, sudo } = tool;
  const file = findUsbip(machine) ?? 'usbip';
  const ran = sudo && machine.user !== 0 ? run('sudo', [file, ...args]) : run(file, args);
  const ended = await ran;
  signal.throwIfAborted();
  return ended;
}

/** Without what it says of itself: the port that it uses. */
function told(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => line !== '' && !line.startsWith('usbip: info:'));
  return errors.join('; ') || 'it says nothing';
}

async function nodesOf(tool: UsbTool, fob: Exported): Promise<Attachment> {
  const { root } = tool.machine;
  const { deviceId } = fob;
  const look = (): { device: AttachedUsb; nodes: UsbNodes } | undefined => {
    const device = findAttached(root, fob);
    return device && { device, nodes: usbNodes(root, device.localBusId) };
  };
  const seen = await lookUntil(tool, look, (one) => one !== undefined && isComplete(one.nodes));
  if (seen?.nodes.configured !== true) {
    const what = `the kernel makes no device of fob ${deviceId}`;
    throw noFob('no-device', `${what}: sudo dmesg tells why, fob doctor what is missing`);
  }
  const { device, nodes } = seen;
  return { deviceId, ...device, links: linksOf(nodes), missing: missingIn(nodes) };
}

function isComplete({ configured, hid, serial }: UsbNodes): boolean {
  return configured && ![...hid, ...serial].includes(undefined);
}

function linksOf({ hid, serial }: UsbNodes): readonly string[] {
  return [
    ...hid.flatMap((path) => (path === undefined ? [] : [formatDeviceUrl({ kind: 'hid', path })])),
    ...serial.flatMap((path) =>
      path === undefined
        ? []
        : [formatDeviceUrl({ kind: 'serial', path, baudRate: DEFAULT_BAUD_RATE })],
    ),
  ];
}

function missingIn({ hid, serial }: UsbNodes): readonly string[] {
  return [
    ...(hid.includes(undefined) ? ['no /dev/hidraw* came: sudo modprobe hid-generic usbhid'] : []),
    ...(serial.includes(undefined) ? ['no /dev/ttyACM* came: sudo modprobe cdc-acm'] : []),
  ];
}
