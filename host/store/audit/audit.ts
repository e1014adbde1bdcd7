import type { Transaction } from 'kysely';

/** What is put on record. `facts` is JSON without secrets. */
export interface AuditEvent {
  /** `unit.done`, `lot.created`, `operator.signed-in`. */
  readonly kind: string;
  /** What it is about: a lot, a serial label, a device id. */
  readonly subject: string;
  /** Who: an operator's name, or the station. */
  readonly actor: string;
  readonly facts: Readonly<Record<string, AuditValue>>;
}

export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue };

/** The end of a station's chain. */
export interface AuditHead {
  readonly station: string;
  /** Of the last entry, from 1; 0 for a chain without any. */
  readonly sequence: number;
  /** SHA-256 of the last entry, hex. */
  readonly hash: string;
}

/** A station's own chain: each entry holds the hash of the one before and is signed (Ed25519). */
export interface AuditChain<Schema> {
  readonly station: string;
  /** In the caller's transaction, so that what happened and its record are kept together. */
  append(transaction: Transaction<Schema>, event: AuditEvent): Promise<AuditHead>;
}
