import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasVhci } from './vhci.ts';

/** The machine on which a fob is to be attached; a test gives another. */
export interface UsbMachine {
  readonly platform: NodeJS.Platform;
  /** Where /sys, /dev, /lib and /usr are. */
  readonly root: string;
  /** Of the kernel, as `uname -r` tells it. */
  readonly release: string;
  /** Folders of programs, as in PATH. */
  readonly path: string;
  /** Undefined where there is none. */
  readonly user: number | undefined;
}

/** Something that `usbip attach` wants and this machine has not. */
export interface Lack {
  readonly code: 'not-linux' | 'no-usbip' | 'no-vhci' | 'vhci-not-loaded' | 'not-root';
  /** What is missing. */
  readonly what: string;
  /** How to get it, or what to do instead. */
  readonly mend: string;
}

const OTHER_WAYS = 'docs/usb.md tells the other ways: --uhid, and QEMU with --usbredir';

/** Everything that is missing, in the order in which it is got; root last. */
export function lacksOf(machine: UsbMachine): readonly Lack[] {
  if (machine.platform !== 'linux') {
    const what = 'fob attaches by the usbip tool of Linux, and this is none';
    return [{ code: 'not-linux', what, mend: OTHER_WAYS }];
  }
  const tool = findUsbip(machine) === undefined ? [noTool(machine.root)] : [];
  return [...tool, ...moduleLack(machine), ...(machine.user === 0 ? [] : [NOT_ROOT])];
}

const NOT_ROOT: Lack = {
  code: 'not-root',
  what: 'it wants root',
  mend: 'run it by sudo',
};

/** The path of `usbip`; administrators' programs are not on everybody's PATH. */
export function findUsbip({ path, root }: UsbMachine): string | undefined {
  const folders = [...path.split(':').filter((folder) => folder !== ''), '/usr/sbin', '/sbin'];
  return folders.map((folder) => `${folder}/usbip`).find((file) => existsSync(join(root, file)));
}

function noTool(root: string): Lack {
  return { code: 'no-usbip', what: 'the program usbip is not installed', mend: installUsbip(root) };
}

/** By the names that distributions give themselves in os-release(5). */
function installUsbip(root: string): string {
  const ids = distributionOf(root);
  if (ids.includes('ubuntu')) return 'sudo apt install linux-tools-$(uname -r) hwdata';
  if (ids.includes('debian')) return 'sudo apt install usbip';
  if (ids.includes('fedora')) return 'sudo dnf install usbip';
  if (ids.includes('arch')) return 'sudo pacman -S usbip';
  if (ids.includes('alpine')) return 'sudo apk add linux-tools-usbip';
  return 'install usbip: a package of that name, or with the tools of the kernel';
}

function distributionOf(root: string): readonly string[] {
  const text = textOf(join(root, 'etc/os-release')) ?? '';
  const values = [...text.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].map(([, value = '']) => value);
  return values.flatMap((value) => value.replaceAll(/["']/g, '').split(/\s+/));
}

function moduleLack({ release, root }: UsbMachine): readonly Lack[] {
  if (hasVhci(root)) return [];
  const lists = ['modules.dep', 'modules.builtin'].map((name) =>
    textOf(join(root, 'lib/modules', release, name)),
  );
  if (lists.some((text) => text?.includes('/vhci-hcd.ko') === true)) {
    const what = 'the kernel module vhci-hcd is not loaded';
    return [{ code: 'vhci-not-loaded', what, mend: 'sudo modprobe vhci-hcd' }];
  }
  const what = `the kernel ${release} has no module vhci-hcd, as on hosted runners and in containers`;
  const more = distributionOf(root).includes('ubuntu')
    ? 'sudo apt install linux-modules-extra-$(uname -r) may have it; '
    : '';
  return [{ code: 'no-vhci', what, mend: `${more}${OTHER_WAYS}` }];
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
