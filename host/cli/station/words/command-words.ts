import type { StationFinding } from '../station-finding.ts';
import type { IntentStep, LotCounts, TrimWish } from '@fobkit/station';

/** Names of facts and headings of tables, in the order in which they are thought of. */
export interface NameWords {
  readonly station: string;
  readonly role: string;
  readonly state: string;
  readonly name: string;
  readonly id: string;
  readonly lot: string;
  readonly type: string;
  readonly purpose: string;
  readonly codes: string;
  readonly created: string;
  readonly closed: string;
  readonly expiry: string;
  readonly trim: string;
  readonly golden: string;
  readonly number: string;
  readonly serial: string;
  readonly device: string;
  readonly reason: string;
  readonly step: string;
  readonly keyGeneration: string;
  readonly labelsPrinted: string;
  readonly ended: string;
  readonly visits: string;
  readonly firstTime: string;
  readonly perHour: string;
  readonly median: string;
  readonly longest: string;
  readonly format: string;
  readonly tokens: string;
  readonly sha256: string;
  readonly when: string;
  readonly by: string;
  readonly confirmed: string;
  readonly purged: string;
  readonly entries: string;
  readonly head: string;
  readonly clockOffset: string;
  readonly clockJitter: string;
}

/** What commands say. */
export interface CommandWords {
  readonly names: NameWords;
  readonly states: Readonly<
    Record<
      | 'open'
      | 'paused'
      | 'closed'
      | 'unused'
      | 'working'
      | 'done'
      | 'scrapped'
      | 'quarantined'
      | 'active'
      | 'disabled',
      string
    >
  >;
  readonly roles: Readonly<Record<'supervisor' | 'operator', string>>;
  /** What tells the rate of a clock. */
  readonly trimBy: Readonly<Record<TrimWish['by'], string>>;
  /** How far the work on a unit has gone. */
  readonly intents: Readonly<Record<IntentStep, string>>;
  /** What `fob station check` looks at. */
  readonly checked: Readonly<Record<StationFinding['what'], string>>;
  readonly none: string;
  readonly initDone: (station: string, supervisor: string) => string;
  readonly joined: (station: string) => string;
  readonly keepKey: (file: string) => string;
  readonly operatorAdded: (name: string, role: string) => string;
  readonly operatorDisabled: (name: string) => string;
  readonly signedIn: (name: string, until: string) => string;
  readonly signedOut: string;
  readonly nobodySignedIn: string;
  readonly lotCreated: (name: string, planned: number, labels: string) => string;
  readonly lotState: (name: string, state: 'open' | 'paused' | 'closed') => string;
  readonly noLots: string;
  readonly noUnits: string;
  readonly runEnded: (lot: string, counts: LotCounts, reason: string) => string;
  readonly imported: (tokens: number, file: string, id: number) => string;
  readonly exported: (tokens: number, file: string, id: number) => string;
  readonly confirmedExport: (id: number) => string;
  readonly askPurge: (seeds: number, lot: string) => string;
  readonly purged: (seeds: number, lot: string) => string;
  readonly deeds: Readonly<Record<'scrap' | 'rework' | 'reprint', (serial: string) => string>>;
  readonly written: (file: string) => string;
  readonly printed: (labels: number, printer: string) => string;
  readonly qualified: (device: string) => string;
  readonly notQualified: (device: string) => string;
  readonly goldenAdded: (device: string) => string;
  readonly goldenWanted: string;
  readonly auditHolds: (entries: number, chains: number) => string;
  readonly auditFaults: (faults: number) => string;
  readonly backedUp: (file: string) => string;
  readonly restored: (to: string) => string;
  readonly headsTooOld: string;
  readonly scrappedByRestore: (lot: string, units: number) => string;
  readonly rekeyed: string;
  readonly scan: Readonly<Record<'seed' | 'serial' | 'device' | 'otpauth', string>>;
}
