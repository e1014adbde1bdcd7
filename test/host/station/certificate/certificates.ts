import { createHash } from 'node:crypto';
import type { LotCertificate } from '../../../../host/station/certificate/lot-certificate.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const CREATED = Date.UTC(2026, 10, 28, 0, 5, 7);
const HOUR = 3_600_000;

/** A lot of a thousand, two stations; `many` golden fobs and export files. */
export function certificate(many = 2): LotCertificate {
  return {
    lot: {
      id: 'L0042',
      name: '城南信用金庫 2026-11',
      profile: 'shinkin-hardware',
      model: 'FOB-SK1',
      planned: 1000,
      purpose: 'production',
      serials: { kind: 'shinkin', prefix: 'SKTS', first: 509_641 },
      parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 60 },
      codeCheck: 'read',
      trim: { ppm: 2, by: 'soak' },
      expiry: 1_932_681_600,
      state: 'closed',
      createdUnixMs: CREATED,
      createdBy: '佐藤',
      closedUnixMs: CREATED + 48 * HOUR,
    },
    serials: { first: 'SKTS00509641', last: 'SKTS00510640' },
    counts: {
      planned: 1000,
      done: 988,
      scrapped: 5,
      quarantined: 3,
      unused: 4,
      working: 0,
      trimmed: 988,
    },
    setAside: [
      { state: 'scrapped', reason: 'case cracked', units: 5 },
      { state: 'quarantined', reason: 'pulled out while the seed was loaded', units: 3 },
    ],
    checks: {
      keyChecked: 988,
      codeChecked: 987,
      golden: Array.from({ length: many }, (_, index) => ({
        station: `line-${String((index % 2) + 1)}`,
        unixMs: CREATED + index * HOUR,
        operator: '鈴木',
        passed: index !== 1,
      })),
    },
    stations: [
      {
        station: 'line-1',
        operators: ['鈴木', 'tanaka'],
        visits: 510,
        done: 500,
        firstUnixMs: CREATED + HOUR,
        lastUnixMs: CREATED + 24 * HOUR,
      },
      { station: 'line-2', operators: ['鈴木'], visits: 495, done: 488 },
    ],
    exports: Array.from({ length: many }, (_, index) => ({
      unixMs: CREATED + 24 * HOUR + index,
      by: '佐藤',
      format: index === 0 ? 'pskc' : 'privacyidea',
      file: index === 0 ? 'jonan-2026-11.pskc.xml' : `jonan-2026-11-${String(index)}.csv`,
      units: 988,
      sha256: sha256(`export ${String(index)}`),
      ...(index === 0
        ? { acknowledgedUnixMs: CREATED + 25 * HOUR, purgedUnixMs: CREATED + 26 * HOUR }
        : {}),
    })),
    heads: [
      { station: 'line-1', sequence: 3121, hash: sha256('line-1') },
      { station: 'line-2', sequence: 2990, hash: sha256('line-2') },
    ],
    issuedUnixMs: CREATED + 48 * HOUR + 5_000,
    issuedBy: '佐藤',
    software: 'fobkit 0.1.0',
  };
}
