import type { AuditHead } from '@fobkit/store';

/** What a recorded station tells, a line of JSON each. */
export type Told =
  | { readonly kind: 'lot'; readonly lot: string }
  /** The ends of the chains after a record was acknowledged. */
  | { readonly kind: 'heads'; readonly heads: readonly AuditHead[] }
  /** A fob has written something down: what it is now. */
  | { readonly kind: 'fob'; readonly deviceId: string; readonly snapshot: string };

/** What was told up to some moment. */
export interface Known {
  readonly lot?: string;
  readonly heads: readonly AuditHead[];
  /** Snapshots by device id. */
  readonly fobs: ReadonlyMap<string, string>;
}

export const NOTHING_KNOWN: Known = { heads: [], fobs: new Map() };

/** One line more. It comes from a process of ours. */
export function learn(known: Known, line: string): Known {
  const told = JSON.parse(line) as Told;
  if (told.kind === 'lot') return { ...known, lot: told.lot };
  if (told.kind === 'heads') return { ...known, heads: told.heads };
  return { ...known, fobs: new Map([...known.fobs, [told.deviceId, told.snapshot]]) };
}
