import { delay, type HostClock } from '@fobkit/client';
import { nodeClock, whereaboutsOf } from '@fobkit/client/node';
import { removeRecord, type SimRecord } from './sim-record.ts';
import { type StateFolder, stateFolder } from './state-folder.ts';

const POLL_MS = 20;
/** Time for an end in good order, then for the kernel to take the process away. */
const PATIENCE_MS = 1500;

export interface EndOptions {
  readonly state?: StateFolder;
  readonly clock?: HostClock;
  readonly signal?: AbortSignal;
}

/**
 * Ends a process of emulated fobs that does not answer: SIGTERM, then SIGKILL, each only while the
 * pid is surely its own. Takes away what its fobs, `records`, left behind. False when nothing tells
 * whose process it is, or when it does not end; nothing is taken away then.
 */
export async function endSilentSim(
  records: readonly SimRecord[],
  options: EndOptions = {},
): Promise<boolean> {
  const { state = stateFolder(), clock = nodeClock, signal } = options;
  const [first] = records;
  if (first === undefined) return true;
  for (const how of ['SIGTERM', 'SIGKILL'] as const) {
    send(first, how);
    // One that was stopped hears the other signal only when it goes on.
    send(first, 'SIGCONT');
    const deadline = clock.now() + PATIENCE_MS;
    while (whereaboutsOf(first) === 'running' && clock.now() < deadline) {
      await delay(clock, POLL_MS, signal);
    }
  }
  if (whereaboutsOf(first) !== 'gone') return false;
  for (const record of records) removeRecord(state, record);
  return true;
}

function send(record: SimRecord, how: NodeJS.Signals): void {
  if (whereaboutsOf(record) !== 'running') return;
  try {
    process.kill(record.pid, how);
  } catch (error) {
    // It ended in this moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
