import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type CertificateOwner, certificateOwner } from '../domain/certificate-name.ts';

/** Who the other end is by its certificate. */
export type ClientIdentity =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: IdentityRefusal }
  | {
      readonly kind: 'certificate';
      /** CN: what `LoginDesk` wants as `certificateName`. */
      readonly name: string;
      readonly owner: CertificateOwner;
      readonly serial: string;
    };

/**
 * `untrusted`: of another authority, or not for clients; `name`: not the name of anybody at this
 * bank.
 */
export type IdentityRefusal = 'untrusted' | 'expired' | 'revoked' | 'name';

export interface IdentityChecks {
  readonly bankCode: string;
  /** Unix milliseconds. */
  readonly now: number;
  isRevoked(serial: string): boolean;
}

/** The identity of a connection whose server was started with `TlsOptions`. Asked anew for each request. */
export function clientIdentity(socket: Socket, checks: IdentityChecks): ClientIdentity {
  if (!(socket instanceof TLSSocket)) return { kind: 'none' };
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return { kind: 'none' };
  const refused = (reason: IdentityRefusal): ClientIdentity => ({ kind: 'refused', reason });
  const outOfDate =
    checks.now < certificate.validFromDate.getTime() ||
    checks.now > certificate.validToDate.getTime();
  if (!socket.authorized && codeOf(socket) !== 'CERT_HAS_EXPIRED') return refused('untrusted');
  // A connection may outlive its certificate, and a resumed one is not verified again.
  if (!socket.authorized || outOfDate) return refused('expired');
  if (checks.isRevoked(certificate.serialNumber)) return refused('revoked');
  const { CN: name } = certificate.toLegacyObject().subject;
  const owner = typeof name === 'string' ? certificateOwner(name) : undefined;
  if (typeof name !== 'string' || owner?.bankCode !== checks.bankCode) return refused('name');
  return { kind: 'certificate', name, owner, serial: certificate.serialNumber };
}

/** OpenSSL's word for what is wrong, by Node a string or an error with a code. */
function codeOf({ authorizationError: error }: TLSSocket): string | undefined {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
