import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpio } from './cpio.ts';
import { currentKernel, type KernelPackage, unpackKernel } from './kernel-package.ts';
import { type KernelModule, loadOrder, type ModuleNeeds, readModules } from './modules.ts';
import { vmlinuxOf } from './vmlinux.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** The one program in the guest that is not the host's through 9p. */
export const BUSYBOX = '/bin/busybox';

/** What a guest is started from. */
export interface GuestImage {
  readonly vmlinux: string;
  readonly initramfs: string;
  /** The modules in the initramfs, in an order in which they load. */
  readonly modules: readonly ModuleNeeds[];
}

/** What the guest cannot do without. */
const BOOT_MODULES = ['virtio_pci', 'virtio_console', '9pnet_virtio', '9p'];

/** What a test may ask for. */
const MORE_MODULES = [
  ...['virtio_net', 'vhci_hcd', 'xhci_pci', 'usbmon', 'uhid'],
  ...['usbhid', 'hid_generic', 'cdc_acm'],
];

/**
 * The guest's kernel and its first file system, built when this machine has none of Debian's current
 * kernel yet. They are kept where FOBKIT_GUEST_CACHE says, or else in node_modules/.cache.
 *
 * @throws Error that says what could not be had, and how to get it.
 */
export async function guestImage(): Promise<GuestImage> {
  const cache = cacheFolder();
  const kernel = await currentKernel();
  const built = kernel === undefined ? images(cache)[0] : join(cache, imageName(kernel));
  if (built === undefined) {
    throw new Error('no Debian kernel is known here: run `apt-get update`, as root');
  }
  if (kernel !== undefined && !existsSync(built)) await build(kernel, built);
  return {
    vmlinux: join(built, 'vmlinux'),
    initramfs: join(built, 'initramfs'),
    modules: parseModules(readFileSync(join(built, 'modules.json'), 'utf8')),
  };
}

function cacheFolder(): string {
  const named = process.env['FOBKIT_GUEST_CACHE'] ?? '';
  return named === '' ? join(here, '../../../node_modules/.cache/fobkit-guest') : named;
}

/** Named by all that it is made of, so that a change of any makes another. */
function imageName({ name, version }: KernelPackage): string {
  const sources = readdirSync(here).map((file) => readFileSync(join(here, file)));
  const hash = createHash('sha256');
  for (const source of [...sources, readFileSync(BUSYBOX)]) hash.update(source);
  return `${name}_${version}_${hash.digest('hex').slice(0, 12)}`;
}

function images(cache: string): readonly string[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('linux-image-'))
    .map((name) => join(cache, name));
}

async function build(kernel: KernelPackage, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), 'building-'));
  try {
    const unpacked = await unpackKernel(kernel, work);
    const finished = join(work, 'finished');
    mkdirSync(finished);
    const boot = join(unpacked, 'boot');
    const bzImage = readFileSync(join(boot, only(boot, /^vmlinuz-/)));
    writeFileSync(join(finished, 'vmlinux'), vmlinuxOf(bzImage));
    const modules = readModules(modulesFolder(unpacked), [...BOOT_MODULES, ...MORE_MODULES]);
    writeFileSync(join(finished, 'initramfs'), initramfs(modules));
    const needs = modules.map(({ name, needs }) => ({ name, needs }));
    writeFileSync(join(finished, 'modules.json'), JSON.stringify(needs));
    // Another test file may have been faster: then its copy stands.
    if (!existsSync(folder)) renameSync(finished, folder);
    for (const other of images(dirname(folder))) {
      if (other !== folder) rmSync(other, { recursive: true, force: true });
    }
  } catch (cause) {
    if (existsSync(folder)) return;
    throw new Error(
      `no guest could be made of ${kernel.name} ${kernel.version}: \`apt-get update\` may help, as root`,
      { cause },
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function modulesFolder(unpacked: string): string {
  const roots = ['lib/modules', 'usr/lib/modules'].map((path) => join(unpacked, path));
  const root = roots.find((path) => existsSync(path));
  if (root === undefined) throw new Error('the kernel package has no modules');
  return join(root, only(root, /^\d/));
}

function only(folder: string, pattern: RegExp): string {
  const [name] = readdirSync(folder).filter((entry) => pattern.test(entry));
  if (name === undefined) throw new Error(`nothing like ${pattern.source} in the kernel package`);
  return name;
}

function initramfs(modules: readonly KernelModule[]): Buffer {
  const first = loadOrder(modules, BOOT_MODULES);
  return cpio([
    { path: 'init', bytes: readFileSync(join(here, 'init.sh')), executable: true },
    { path: 'bin' },
    { path: 'bin/busybox', bytes: readFileSync(BUSYBOX), executable: true },
    { path: 'modules' },
    { path: 'modules/boot', bytes: Buffer.from(first.map(({ name }) => `${name}\n`).join('')) },
    ...modules.map(({ name, bytes }) => ({ path: `modules/${name}.ko`, bytes })),
  ]);
}

function parseModules(text: string): readonly ModuleNeeds[] {
  return JSON.parse(text) as readonly ModuleNeeds[];
}
