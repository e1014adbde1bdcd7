import { createHash } from 'node:crypto';
import { encodeFields } from '../vault/fields.ts';

/** An entry as it lies in the table. */
export interface AuditRow {
  readonly station: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Unix milliseconds, by the database's clock. */
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly actor: string;
  /** Canonical JSON. */
  readonly facts: string;
  /** SHA-256 of the entry before; 32 zeros for the first. */
  readonly previous: Uint8Array;
  /** SHA-256 of the entry. */
  readonly hash: Uint8Array;
  /** Ed25519 over the hash, after its context. */
  readonly signature: Uint8Array;
}

export type UnsignedRow = Omit<AuditRow, 'hash' | 'signature'>;

export const FIRST_PREVIOUS = new Uint8Array(32);
const CONTEXT = 'fobkit audit entry 1';

/**
 * Of all that an entry says, of the entry before and of the key it is signed with, so that a chain
 * signed anew by another key has other hashes than those that were seen of it.
 */
export function hashOf(row: UnsignedRow, publicKey: Uint8Array): Uint8Array {
  const { station, sequence, at, kind, subject, actor, facts, previous } = row;
  const said = [station, sequence, at, kind, subject, actor, facts];
  const fields = encodeFields([CONTEXT, publicKey, ...said, previous]);
  return new Uint8Array(createHash('sha256').update(fields).digest());
}

/** What is signed: so that a signature of something else is none of an entry. */
export function signedPart(hash: Uint8Array): Uint8Array {
  return encodeFields(['fobkit audit signature 1', hash]);
}
