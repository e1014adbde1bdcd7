import * as v from 'valibot';
import { checkStateFolder } from './make-state-folder.ts';
import { readRecords, removeRecord, type SimRecord } from './sim-record.ts';
import { type StateFolder, stateFolder } from './state-folder.ts';

const HEALTH_TIMEOUT_MS = 2000;

const healthSchema = v.object({ fobs: v.array(v.string()) });

/** What the records of a state folder are worth. */
export interface SimCensus {
  /** Emulated fobs that are up. */
  readonly up: readonly SimRecord[];
  /** Records whose fob is gone, as after a `kill -9`. */
  readonly stale: readonly SimRecord[];
}

/** Emulated fobs that are up. Records of those that are gone are taken away. */
export async function listSims(state: StateFolder = stateFolder()): Promise<readonly SimRecord[]> {
  const { up, stale } = await takeCensus(state);
  const inUse = new Set(up.map((record) => record.tokenFile));
  for (const record of stale) {
    if (!inUse.has(record.tokenFile)) removeRecord(state, record);
  }
  return up;
}

/** Looks who is up and changes nothing. Rejects with `StateFolderError`. */
export async function takeCensus(state: StateFolder = stateFolder()): Promise<SimCensus> {
  checkStateFolder(state);
  const answers = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const up: SimRecord[] = [];
  const stale: SimRecord[] = [];
  for (const record of readRecords(state)) {
    const list = (await isUp(record, answers)) ? up : stale;
    list.push(record);
  }
  return { up, stale };
}

/** A pid is used again in time, a port too: the fob's own process has to say that it has it. */
async function isUp(
  record: SimRecord,
  answers: Map<string, Promise<ReadonlySet<string> | undefined>>,
): Promise<boolean> {
  if (!isRunning(record.pid)) return false;
  const answer = answers.get(record.control) ?? askWho(record.control);
  answers.set(record.control, answer);
  return (await answer)?.has(record.deviceId) === true;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function askWho(control: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
    const reply = await fetch(new URL('/health', control), { signal });
    return new Set(v.parse(healthSchema, await reply.json()).fobs);
  } catch {
    return undefined;
  }
}
