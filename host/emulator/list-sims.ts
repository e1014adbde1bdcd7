import { whereaboutsOf } from '@fobkit/client/node';
import * as v from 'valibot';
import { checkStateFolder } from './make-state-folder.ts';
import { logOf, readRecords, removeAccess, removeRecord, type SimRecord } from './sim-record.ts';
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

/** Emulated fobs that are up. */
export async function listSims(state: StateFolder = stateFolder()): Promise<readonly SimRecord[]> {
  return (await surveySims(state)).up;
}

/**
 * Looks who is up, and takes away the ways to those that are gone. Their records stay until
 * `clearAway`, with the log where its process left a word in it; one that was killed leaves none.
 */
export async function surveySims(state: StateFolder = stateFolder()): Promise<SimCensus> {
  const census = await takeCensus(state);
  const inUse = tokensInUse(census);
  const stale = census.stale.map((record) => {
    if (!inUse.has(record.tokenFile)) removeAccess(state, record);
    if (logOf(record) !== undefined) return record;
    const { logFile: _, ...mute } = record;
    return mute;
  });
  return { ...census, stale };
}

/** Takes away what stale records left behind, but not what others still use. */
export function clearAway(
  state: StateFolder,
  census: SimCensus,
  stale: readonly SimRecord[],
): void {
  const inUse = tokensInUse(census);
  const known = new Map(readRecords(state).map((record) => [record.deviceId, record]));
  for (const record of stale) {
    if (inUse.has(record.tokenFile)) continue;
    // A survey tells no empty log, but one is there.
    removeRecord(state, { ...known.get(record.deviceId), ...record });
  }
}

function tokensInUse({ up, failed, silent }: SimCensus): ReadonlySet<string> {
  return new Set([...up, ...failed, ...silent].map((record) => record.tokenFile));
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
