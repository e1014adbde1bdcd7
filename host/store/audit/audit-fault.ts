/**
 * - `edited`: an entry does not say any more what was signed.
 * - `missing`: entries in the middle are not there.
 * - `order`: an entry does not follow the one before.
 * - `forged`: the signature is not the station's.
 * - `cut`: entries at the end are not there, by the station's own count or by a head seen elsewhere.
 * - `rewritten`: an entry is another than the one that was seen elsewhere.
 * - `key`: the station's key is not the one that is known of it.
 * - `stray`: entries of a station that the database does not know.
 * - `restored`: entries are not there since an older copy was restored, as the chain itself tells.
 */
export type AuditFaultKind =
  'edited' | 'missing' | 'order' | 'forged' | 'cut' | 'rewritten' | 'key' | 'stray' | 'restored';

/** Something in a chain that does not hold together. */
export interface AuditFault {
  readonly kind: AuditFaultKind;
  readonly station: string;
  /** Of the first entry it is about. */
  readonly sequence?: number;
  readonly message: string;
}

/** What was verified of one station. */
export interface VerifiedChain {
  readonly station: string;
  /** Hex. */
  readonly publicKey: string;
  readonly entries: number;
  /** SHA-256 of the last entry, hex. */
  readonly hash: string;
}

export interface AuditReport {
  readonly chains: readonly VerifiedChain[];
  /** None when all holds together. */
  readonly faults: readonly AuditFault[];
  /** Heads from elsewhere that the chains were held against. */
  readonly headsChecked: number;
}
