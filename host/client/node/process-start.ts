import { readFileSync } from 'node:fs';

/** Fields of /proc/PID/stat (proc(5)) behind the name in parentheses, which may hold anything. */
const STATE = 0;
const START_TIME = 19;

/** What has become of the process that a record names. */
export type Whereabouts =
  | 'gone'
  /** The pid is alive, and nothing tells whether it is the same process. */
  | 'unknown'
  | 'running';

/**
 * When a process started, in the kernel's count since boot; with the pid it names a process for
 * good. Undefined when it has ended, and where the system does not tell (other than Linux).
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid.toString()}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; only its parent has not heard yet.
  return /[ZX]/.test(fields[STATE] ?? '') ? undefined : fields[START_TIME];
}

/** Looks for a process; a pid is used again in time. */
export function whereaboutsOf(known: {
  readonly pid: number;
  readonly processStart?: string;
}): Whereabouts {
  if (!isAlive(known.pid)) return 'gone';
  if (process.platform !== 'linux') return 'unknown';
  const start = processStart(known.pid);
  if (start === undefined) return 'gone';
  if (known.processStart === undefined) return 'unknown';
  return start === known.processStart ? 'running' : 'gone';
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
