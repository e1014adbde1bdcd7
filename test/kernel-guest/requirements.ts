import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { BUSYBOX } from './image/image.ts';

/** Programs of Debian that a guest may need, each with its package. */
const PACKAGES = {
  'qemu-system-x86_64': 'qemu-system-x86',
  xz: 'xz-utils',
  'apt-get': 'apt',
  'dpkg-deb': 'dpkg',
  usbip: 'usbip',
  lsusb: 'usbutils',
  chromium: 'chromium',
  python3: 'python3',
  nitrocli: 'nitrocli',
  usbrelay: 'usbrelay',
} as const satisfies Record<string, string>;
export type Program = keyof typeof PACKAGES;

const EVERY_GUEST: readonly Program[] = ['qemu-system-x86_64', 'xz', 'apt-get', 'dpkg-deb'];

/** Why no guest with these programs can be started here; undefined when it can. */
export function whyNoGuest(programs: readonly Program[] = []): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return 'the guest runs on Linux on x86-64 only';
  }
  const missing: string[] = [...EVERY_GUEST, ...programs]
    .filter((program) => findProgram(program) === undefined)
    .map((program) => PACKAGES[program]);
  if (!isStatic(BUSYBOX)) missing.push('busybox-static');
  if (missing.length === 0) return undefined;
  return `apt-get install --no-install-recommends ${missing.join(' ')}`;
}

/** The path of a program; those for administrators are found too, whoever asks. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether an ELF file names no loader (PT_INTERP): the initramfs has no libraries. */
function isStatic(path: string): boolean {
  try {
    const headers = firstBytes(path, 4096);
    const table = Number(headers.readBigUInt64LE(32));
    const size = headers.readUInt16LE(54);
    const count = headers.readUInt16LE(56);
    const types = Array.from({ length: count }, (_, at) => headers.readUInt32LE(table + at * size));
    return !types.includes(PT_INTERP);
  } catch {
    return false;
  }
}

const PT_INTERP = 3;

function firstBytes(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
