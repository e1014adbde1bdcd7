import type { SimCensus, SimRecord } from '@fobkit/emulator/sims';
import { noFob } from '../program/cli-error.ts';

/** Tells what became of an emulated fob that is known and not up. @throws CliError */
export function refuseFallen(census: SimCensus, isMeant: (sim: SimRecord) => boolean): void {
  for (const kind of ['failed', 'silent', 'stale'] as const) {
    const sim = census[kind].find(isMeant);
    if (sim !== undefined) throw noFob(CODES[kind], `${whatBecameOf(sim, kind)}; ${MENDS[kind]}`);
  }
}

/** What became of it, in words. */
export function whatBecameOf(sim: SimRecord, kind: Exclude<keyof SimCensus, 'up'>): string {
  const { deviceId, logFile, pid } = sim;
  switch (kind) {
    case 'failed':
      return `emulated fob ${deviceId} was ended by a fault; what was said: ${logFile ?? 'nothing'}`;
    case 'silent':
      return `emulated fob ${deviceId} does not answer (process ${String(pid)})`;
    case 'stale':
      return logFile === undefined
        ? `the process of emulated fob ${deviceId} is gone and left no word, as one that was killed`
        : `the process of emulated fob ${deviceId} is gone; what it said: ${logFile}`;
  }
}

const CODES = { failed: 'failed', silent: 'not-answering', stale: 'no-fob' } as const;
const MENDS = {
  failed: 'fob sim down ends what is left of it',
  silent: 'fob sim down ends it',
  stale: 'fob sim down --all clears it away',
} as const;
