import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Candidate, parseDeviceUrl } from '@fobkit/client';
import { type Finding, type Machine, note, ok, wrong } from './finding.ts';

/** Whether the ports that are there can be opened by this user. */
export async function checkPorts(
  machine: Machine,
  candidates: readonly Candidate[],
): Promise<readonly Finding[]> {
  if (candidates.length === 0) {
    return [note('no serial port is there', 'Plug a fob in, or start one with fob sim up')];
  }
  return await Promise.all(candidates.map((candidate) => checkPort(machine, candidate)));
}

async function checkPort(machine: Machine, { url, ours }: Candidate): Promise<Finding> {
  const port = parseDeviceUrl(url);
  if (port.kind !== 'serial' || machine.platform === 'win32') return ok(`${url} is there`);
  const whose = ours ? 'a fob by its USB ids' : "somebody's port";
  const path = join(machine.root, port.path);
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return ok(`${port.path} can be opened (${whose})`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return note(`${port.path} has just gone`);
    return deniedPort(port.path, await groupOf(path));
  }
}

/** What a port that this user may not open means; `group` is its group's number. */
export function deniedPort(path: string, group: number | undefined): Finding {
  const owner = group === undefined ? '' : ` (it belongs to group ${String(group)})`;
  return wrong(
    `${path} may not be opened${owner}`,
    'sudo usermod -aG dialout $USER, then log in again',
  );
}

async function groupOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).gid;
  } catch {
    return undefined;
  }
}

/** Pseudo-terminals carry emulated fobs. */
export async function checkPty(machine: Machine): Promise<readonly Finding[]> {
  if (machine.platform === 'win32') {
    return [note('there are no pseudo-terminals here', 'Use fob sim up --tcp')];
  }
  try {
    await access(join(machine.root, 'dev/ptmx'), constants.R_OK | constants.W_OK);
    return [ok('pseudo-terminals can be made')];
  } catch {
    const mend = 'Mount devpts on /dev/pts, or use fob sim up --tcp';
    return [wrong('pseudo-terminals cannot be made: /dev/ptmx does not open', mend)];
  }
}
