import { toHex } from '@fobkit/protocol';
import type { QueryExecutorProvider } from 'kysely';
import type { AuditHead } from './audit.ts';
import type { AuditRow } from './audit-entry.ts';
import type { AuditFault, AuditReport, VerifiedChain } from './audit-fault.ts';
import { entriesOf, hashAt, type StationRow, stationsIn, straysIn } from './chain-reader.ts';
import { LinkChecker, same } from './link-checker.ts';
import { ToldHeads } from './told-heads.ts';

export interface VerifyOptions {
  /** Ends that were seen elsewhere: in certificates of lots, by other stations, on paper. */
  readonly heads?: readonly AuditHead[];
  /** Public keys that are known of stations otherwise, hex; else the database's word is taken. */
  readonly keys?: ReadonlyMap<string, string>;
  /** Called with each entry as it is verified, in its chain's order. */
  readonly onEntry?: (row: AuditRow) => void;
}

/**
 * Verifies the chains of all stations in a database, entry by entry, and against the ends that were
 * seen elsewhere: by other stations' own entries, and by whoever asks. A tail that was cut off is
 * found by those alone.
 */
export async function verifyChain(
  db: QueryExecutorProvider,
  options: VerifyOptions = {},
): Promise<AuditReport> {
  const told = new ToldHeads();
  const faults: AuditFault[] = [];
  const chains: VerifiedChain[] = [];
  for (const station of await stationsIn(db)) {
    const chain = await verifyStation(db, station, (row) => {
      told.add(row);
      options.onEntry?.(row);
    });
    chains.push(chain.verified);
    faults.push(...chain.faults, ...keyFaults(chain.verified, options.keys));
  }
  for (const station of await straysIn(db)) {
    faults.push({ kind: 'stray', station, message: 'there are entries, and no such station' });
  }
  const heads = [...told.seen, ...(options.heads ?? [])];
  for (const head of heads) faults.push(...(await headFaults(db, head, told)));
  return { chains, faults, headsChecked: heads.length };
}

async function verifyStation(
  db: QueryExecutorProvider,
  { station, public_key, sequence, hash }: StationRow,
  onEntry: (row: AuditRow) => void,
): Promise<{ readonly verified: VerifiedChain; readonly faults: readonly AuditFault[] }> {
  const faults: AuditFault[] = [];
  const publicKey = toHex(public_key);
  let entries = 0;
  if (public_key.length !== 32) {
    faults.push({ kind: 'key', station, message: 'its public key is none' });
    return { verified: { station, publicKey, entries, hash: toHex(hash) }, faults };
  }
  const checker = new LinkChecker(station, public_key);
  try {
    for await (const row of entriesOf(db, station)) {
      const found = checker.next(row);
      faults.push(...found);
      entries += 1;
      if (found.length === 0) onEntry(row);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'an entry holds a number that none can have';
    faults.push({ kind: 'edited', station, sequence: checker.sequence + 1, message });
  }
  const at = checker.sequence;
  if (at < sequence) {
    const message = `entries ${at + 1} to ${sequence} are not there`;
    faults.push({ kind: 'cut', station, sequence: at + 1, message });
  } else if (at === sequence && !same(checker.hash, hash)) {
    const message = 'the last entry is not the one that the station wrote last';
    faults.push({ kind: 'rewritten', station, sequence: at, message });
  }
  return { verified: { station, publicKey, entries, hash: toHex(checker.hash) }, faults };
}

function keyFaults(
  { station, publicKey }: VerifiedChain,
  keys: ReadonlyMap<string, string> = new Map(),
): readonly AuditFault[] {
  const known = keys.get(station);
  if (known === undefined || known === publicKey) return [];
  const message = `the chain is signed with the key ${publicKey}, and the station's is ${known}`;
  return [{ kind: 'key', station, message }];
}

async function headFaults(
  db: QueryExecutorProvider,
  head: AuditHead,
  told: ToldHeads,
): Promise<readonly AuditFault[]> {
  const { station, sequence } = head;
  if (sequence === 0) return [];
  const found = await hashAt(db, station, sequence);
  if (found !== undefined && toHex(found) === head.hash) return [];
  const lost = told.lostBy(head);
  if (lost !== undefined) {
    const by = `${lost.toldBy.station}, entry ${lost.toldBy.sequence}`;
    const message = `entries after ${lost.sequence} were lost when an older copy was restored (${by})`;
    return [{ kind: 'restored', station, sequence: lost.sequence + 1, message }];
  }
  const kind = found === undefined ? 'cut' : 'rewritten';
  const message =
    found === undefined
      ? `the chain ends before entry ${sequence}, which was seen elsewhere`
      : 'it is another than the one that was seen elsewhere';
  return [{ kind, station, sequence, message }];
}
