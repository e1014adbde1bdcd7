import { type AuditRow, FIRST_PREVIOUS, hashOf, signedPart } from './audit-entry.ts';
import type { AuditFault, AuditFaultKind } from './audit-fault.ts';
import { AuditVerifier } from './audit-key.ts';

/** Holds one entry after the other against the one before. */
export class LinkChecker {
  readonly #station: string;
  readonly #publicKey: Uint8Array;
  readonly #verifier: AuditVerifier;
  #sequence = 0;
  #hash: Uint8Array = FIRST_PREVIOUS;

  constructor(station: string, publicKey: Uint8Array) {
    this.#station = station;
    this.#publicKey = publicKey;
    this.#verifier = new AuditVerifier(publicKey);
  }

  /** Of the last entry. */
  get sequence(): number {
    return this.#sequence;
  }

  get hash(): Uint8Array {
    return this.#hash;
  }

  /** What is wrong with the next entry; what comes after it is held against it as it is. */
  next(row: AuditRow): readonly AuditFault[] {
    const faults = [...this.#placeFaults(row), ...this.#contentFaults(row)];
    this.#sequence = row.sequence;
    this.#hash = row.hash;
    return faults;
  }

  #placeFaults(row: AuditRow): readonly AuditFault[] {
    const wanted = this.#sequence + 1;
    if (row.sequence !== wanted) {
      return [
        this.#fault('missing', wanted, `entries ${wanted} to ${row.sequence - 1} are not there`),
      ];
    }
    if (same(row.previous, this.#hash)) return [];
    return [this.#fault('order', row.sequence, 'it does not follow the entry before')];
  }

  #contentFaults(row: AuditRow): readonly AuditFault[] {
    const hash = readableHash(row, this.#publicKey);
    if (hash === undefined || !same(hash, row.hash)) {
      return [this.#fault('edited', row.sequence, 'it does not say any more what was signed')];
    }
    if (this.#verifier.verify(signedPart(hash), row.signature)) return [];
    return [this.#fault('forged', row.sequence, "its signature is not the station's")];
  }

  #fault(kind: AuditFaultKind, sequence: number, message: string): AuditFault {
    return { kind, station: this.#station, sequence, message };
  }
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

/** Undefined where the row holds what no entry does. */
function readableHash(row: AuditRow, publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return hashOf(row, publicKey);
  } catch {
    return undefined;
  }
}
