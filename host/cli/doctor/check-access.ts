import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../program/code-of.ts';
import { textOf } from './files.ts';
import { type Finding, type Machine, note, ok, wrong } from './finding.ts';

export interface DeviceNode {
  /** As the machine knows it: `/dev/hidraw0`. */
  readonly path: string;
  /** Whose it is, for people. */
  readonly whose: string;
  /** What to do when it may not be opened, by the name of its group. */
  readonly mend: string | ((group: string | undefined) => string);
  /** Whether it is known to be a fob's; another one that may not be opened is no fault. */
  readonly ours?: boolean;
}

/** Whether this user may open a device node. */
export async function checkAccess(machine: Machine, node: DeviceNode): Promise<Finding> {
  const { path, whose } = node;
  const real = join(machine.root, path);
  try {
    await access(real, constants.R_OK | constants.W_OK);
    return ok(`${path} can be opened (${whose})`);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EACCES' && code !== 'EPERM') return note(`${path} has just gone`);
    return denied(node, await groupOf(machine, real));
  }
}

/** What a node that this user may not open means; `group` is its group's name, or its number. */
export function denied({ path, mend, ours = true }: DeviceNode, group?: string): Finding {
  const owner = group === undefined ? '' : ` (it belongs to group ${group})`;
  const remedy = typeof mend === 'string' ? mend : mend(group);
  return (ours ? wrong : note)(`${path} may not be opened${owner}`, remedy);
}

/** The name of a node's group, or its number where /etc/group has none. */
export async function groupOf(machine: Machine, path: string): Promise<string | undefined> {
  let gid: string;
  try {
    gid = String((await stat(path)).gid);
  } catch {
    return undefined;
  }
  const lines = (await textOf(join(machine.root, 'etc/group'))).split('\n');
  const [name = gid] = lines.find((line) => line.split(':')[2] === gid)?.split(':') ?? [];
  return name;
}
