import type { LeaseHolder } from './lease-holder.ts';

/** Somebody else has what is wanted. */
export class LeaseBusyError extends Error {
  override readonly name = 'LeaseBusyError';
  readonly holders: readonly LeaseHolder[];

  constructor(holders: readonly LeaseHolder[]) {
    super(`busy: ${byRun(holders).map(heldBy).join('; ')}`);
    this.holders = holders;
  }
}

/** A lease ended while its run went on: what the run did since then may be another's doing. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(run: string, key: string, holder: LeaseHolder | undefined) {
    const now = holder === undefined ? 'nobody holds it now' : heldBy([holder]);
    super(`the lease of run ${run} on ${key} has ended: ${now}`);
  }
}

/** `psu1, hub1 are held by run 00ff… (pid 4711, since 2027-01-01T00:00:00Z) until 2027-01-01T00:00:30Z` */
function heldBy(holders: readonly LeaseHolder[]): string {
  const [holder] = holders;
  if (holder === undefined) return '';
  const { run, processes, sinceUnixMs, expiresUnixMs } = holder;
  const what = `${holders.map(({ label }) => label).join(', ')} ${holders.length === 1 ? 'is' : 'are'}`;
  const pids = processes.map(({ pid }) => pid).join(' and ');
  const by = pids === '' ? 'no process known' : `pid ${pids}`;
  const since = momentOf(sinceUnixMs);
  return `${what} held by run ${run} (${by}, since ${since}) until ${momentOf(expiresUnixMs)}`;
}

function byRun(holders: readonly LeaseHolder[]): readonly (readonly LeaseHolder[])[] {
  return [...Map.groupBy(holders, ({ run }) => run).values()];
}

function momentOf(unixMs: number): string {
  return new Date(unixMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
