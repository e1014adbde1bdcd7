import { type AuditHead, canonicalJson } from '@fobkit/store';
import { createHash } from 'node:crypto';
import type { Lot, LotCounts } from '../lot/lot.ts';

/** What stands on the certificate of a lot. No secrets. Times are unix milliseconds. */
export interface LotCertificate {
  readonly lot: Lot;
  /** The first and last serial label; absent for a lot without units. */
  readonly serials?: { readonly first: string; readonly last: string };
  readonly counts: LotCounts;
  /** Units that are scrapped or quarantined, by reason. */
  readonly setAside: readonly {
    readonly state: 'scrapped' | 'quarantined';
    readonly reason: string;
    readonly units: number;
  }[];
  readonly checks: CertifiedChecks;
  readonly stations: readonly CertifiedStation[];
  readonly exports: readonly CertifiedExport[];
  /** The ends of all chains that tell of the lot. */
  readonly heads: readonly AuditHead[];
  readonly issuedUnixMs: number;
  readonly issuedBy: string;
  /** `fobkit 0.1.0`. */
  readonly software: string;
}

/** Of the units that are done, how many passed what. */
export interface CertifiedChecks {
  readonly keyChecked: number;
  readonly codeChecked: number;
  /** Qualifications of stations by a golden fob, before or during the lot. */
  readonly golden: readonly {
    readonly station: string;
    readonly unixMs: number;
    readonly operator: string;
    readonly passed: boolean;
  }[];
}

export interface CertifiedStation {
  readonly station: string;
  readonly operators: readonly string[];
  readonly visits: number;
  readonly done: number;
  readonly firstUnixMs?: number;
  readonly lastUnixMs?: number;
}

export interface CertifiedExport {
  readonly unixMs: number;
  readonly by: string;
  /** `pskc`. */
  readonly format: string;
  readonly file: string;
  readonly units: number;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly acknowledgedUnixMs?: number;
  readonly purgedUnixMs?: number;
}

/** A certificate that must not be issued. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/**
 * SHA-256, hex, of all that the certificate says, as canonical JSON: the same number on the paper
 * and in the auditor's hand means that nothing was changed between them.
 */
export function certificateDigest(certificate: LotCertificate): string {
  return createHash('sha256').update(canonicalJson(certificate)).digest('hex');
}

/** Refuses what would certify a contradiction. */
export function checkCertificate({ lot, counts, checks, exports, heads }: LotCertificate): void {
  const { planned, done, scrapped, quarantined, unused, working, trimmed } = counts;
  const sum = done + scrapped + quarantined + unused + working;
  if (planned !== sum || planned !== lot.planned) {
    throw new CertificateError(
      `lot ${lot.name}: ${String(planned)} planned are not the ${String(sum)} done, scrapped, quarantined, unused and working`,
    );
  }
  const most = { trimmed, keyChecked: checks.keyChecked, codeChecked: checks.codeChecked };
  for (const [name, units] of Object.entries(most)) {
    if (units > done) {
      throw new CertificateError(
        `lot ${lot.name}: ${name} ${String(units)} is more than the ${String(done)} done`,
      );
    }
  }
  const hashes = [...exports.map(({ sha256 }) => sha256), ...heads.map(({ hash }) => hash)];
  if (hashes.some((hash) => !/^[0-9a-f]{64}$/.test(hash))) {
    throw new CertificateError(`lot ${lot.name}: a hash is not 64 hexadecimal digits`);
  }
}
