import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's name for whatever kernel is current; it depends on the package that has one inside. */
const METAPACKAGE = 'linux-image-amd64';

/** One version of one kernel package of Debian. */
export interface KernelPackage {
  readonly name: string;
  readonly version: string;
}

/** The kernel that Debian's lists on this machine have now, if there are lists. */
export async function currentKernel(): Promise<KernelPackage | undefined> {
  try {
    const { stdout } = await run('apt-cache', ['show', '--no-all-versions', METAPACKAGE]);
    const found = /^Depends:.*?\b(linux-image-[\w.+-]+) \(= ([\w.+~:-]+)\)/m.exec(stdout);
    const [, name, version] = found ?? [];
    return name === undefined || version === undefined ? undefined : { name, version };
  } catch {
    return undefined;
  }
}

/**
 * Fetches a kernel package and unpacks it, without installing anything.
 *
 * @returns The folder with its `boot` and `lib` or `usr/lib`.
 */
export async function unpackKernel(kernel: KernelPackage, folder: string): Promise<string> {
  await run('apt-get', ['download', '-q', `${kernel.name}=${kernel.version}`], { cwd: folder });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
  if (file === undefined) throw new Error(`apt-get left no package of ${kernel.name}`);
  const unpacked = join(folder, 'unpacked');
  await run('dpkg-deb', ['--extract', join(folder, file), unpacked]);
  return unpacked;
}
