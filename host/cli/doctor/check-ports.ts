import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Candidate, parseDeviceUrl } from '@fobkit/client';
import { checkAccess } from './check-access.ts';
import { type Finding, type Machine, note, ok, wrong } from './finding.ts';

/** What lets a user open a serial port that has this group. */
export function mendOfPort(group: string | undefined): string {
  if (group === 'dialout') return 'sudo usermod -aG dialout $USER, then log in again';
  return 'if it is a fob: install the udev rules of fobkit, then plug it in again';
}

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
  return await checkAccess(machine, { path: port.path, whose, mend: mendOfPort, ours });
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
