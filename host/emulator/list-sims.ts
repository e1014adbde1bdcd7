import * as v from 'valibot';
import { checkStateFolder } from './make-state-folder.ts';
import { whereaboutsOf } from './process-start.ts';
import { logOf, readRecords, removeRecord, type SimRecord } from './sim-record.ts';
import { type StateFolder, stateFolder } from './state-folder.ts';

const HEALTH_TIMEOUT_MS = 2000;

const ids = v.array(v.string());
const healthSchema = v.object({ fobs: ids, failed: v.optional(ids, []) });
type Health = v.InferOutput<typeof healthSchema>;
/** `nobody` where no fob's process listens, `silent` where one may. */
type NoAnswer = 'nobody' | 'silent';

/** What the records of a state folder are worth. */
export interface SimCensus {
  /** Emulated fobs that are up. */
  readonly up: readonly SimRecord[];
  /** Those that a fault of the emulator ended; their process, perhaps with others, lives on. */
  readonly failed: readonly SimRecord[];
  /** Those whose process is there and does not answer, as when it was stopped. */
  readonly silent: readonly SimRecord[];
  /** Records whose process is gone, as after a `kill -9`. */
  readonly stale: readonly SimRecord[];
}

/** Emulated fobs that are up. Records of those that are gone are taken away. */
export async function listSims(state: StateFolder = stateFolder()): Promise<readonly SimRecord[]> {
  return (await surveySims(state)).up;
}

/**
 * Looks who is up, and takes away the records of those that are gone, but for those whose process
 * left a word in its log: they stay until `clearAway`.
 */
export async function surveySims(state: StateFolder = stateFolder()): Promise<SimCensus> {
  const census = await takeCensus(state);
  const mute = census.stale.filter((record) => logOf(record) === undefined);
  clearAway(state, census, mute);
  return { ...census, stale: census.stale.filter((record) => !mute.includes(record)) };
}

/** Takes away what stale records left behind, but not what others still use. */
export function clearAway(
  state: StateFolder,
  { up, failed, silent }: SimCensus,
  stale: readonly SimRecord[],
): void {
  const inUse = new Set([...up, ...failed, ...silent].map((record) => record.tokenFile));
  for (const record of stale) {
    if (!inUse.has(record.tokenFile)) removeRecord(state, record);
  }
}

/** Looks who is up and changes nothing. Rejects with `StateFolderError`. */
export async function takeCensus(state: StateFolder = stateFolder()): Promise<SimCensus> {
  checkStateFolder(state);
  const answers = new Map<string, Promise<Health | NoAnswer>>();
  const judged = readRecords(state).map(async (record) => {
    return { record, kind: await judge(record, answers) };
  });
  const all = await Promise.all(judged);
  const those = (kind: keyof SimCensus): readonly SimRecord[] =>
    all.filter((one) => one.kind === kind).map(({ record }) => record);
  return {
    up: those('up'),
    failed: those('failed'),
    silent: those('silent'),
    stale: those('stale'),
  };
}

/** A pid is used again in time, a port too: the fob's own process has to say that it has it. */
async function judge(
  record: SimRecord,
  answers: Map<string, Promise<Health | NoAnswer>>,
): Promise<keyof SimCensus> {
  if (whereaboutsOf(record) === 'gone') return 'stale';
  const asked = answers.get(record.control) ?? askWho(record.control);
  answers.set(record.control, asked);
  const health = await asked;
  if (typeof health === 'object') {
    if (health.fobs.includes(record.deviceId)) return 'up';
    return health.failed.includes(record.deviceId) ? 'failed' : 'stale';
  }
  // It may have ended while it was asked.
  const now = whereaboutsOf(record);
  return now === 'gone' || (now === 'unknown' && health === 'nobody') ? 'stale' : 'silent';
}

async function askWho(control: string): Promise<Health | NoAnswer> {
  try {
    const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
    const reply = await fetch(new URL('/health', control), { signal });
    return v.parse(healthSchema, await reply.json());
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'nobody';
  }
}
