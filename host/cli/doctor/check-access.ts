import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, type Machine, note, ok, wrong } from './finding.ts';

export interface DeviceNode {
  /** As the machine knows it: `/dev/hidraw0`. */
  readonly path: string;
  /** Whose it is, for people. */
  readonly whose: string;
  /** What to do when it may not be opened. */
  readonly mend: string;
}

/** Whether this user may open a device node. */
export async function checkAccess(
  machine: Machine,
  { path, whose, mend }: DeviceNode,
): Promise<Finding> {
  const real = join(machine.root, path);
  try {
    await access(real, constants.R_OK | constants.W_OK);
    return ok(`${path} can be opened (${whose})`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return note(`${path} has just gone`);
    return denied(path, await groupOf(real), mend);
  }
}

/** What a node that this user may not open means; `group` is its group's number. */
export function denied(path: string, group: number | undefined, mend: string): Finding {
  const owner = group === undefined ? '' : ` (it belongs to group ${String(group)})`;
  return wrong(`${path} may not be opened${owner}`, mend);
}

async function groupOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).gid;
  } catch {
    return undefined;
  }
}
