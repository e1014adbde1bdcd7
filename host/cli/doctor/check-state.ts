import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, type Machine, note, ok, wrong } from './finding.ts';

/** The folder in which batch keys and tokens of emulated fobs lie: nobody else may read it. */
export async function checkStateFolder(
  machine: Machine,
  folder: string,
): Promise<readonly Finding[]> {
  const open = await openTo(folder);
  if (open === undefined) return [note(`no state folder yet (${folder}); fob sim up makes it`)];
  if (machine.platform === 'win32') return [ok(`state folder ${folder}`)];
  if (open) {
    const mend = `chmod -R u=rwX,go= '${folder}'`;
    return [wrong(`others can look into the state folder ${folder}`, mend)];
  }
  const exposed: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    if ((await openTo(join(folder, name))) === true) exposed.push(name);
  }
  if (exposed.length === 0) return [ok(`state folder ${folder}, readable by you alone`)];
  const mend = `chmod -R u=rwX,go= '${folder}'`;
  return [wrong(`readable by others in ${folder}: ${exposed.join(', ')}`, mend)];
}

/** Whether others than its owner have any right to a file; undefined when there is none. */
async function openTo(path: string): Promise<boolean | undefined> {
  try {
    return ((await stat(path)).mode & 0o077) !== 0;
  } catch {
    return undefined;
  }
}
