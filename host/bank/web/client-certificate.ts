import type { HostClock } from '@fobkit/client';
import type { Context } from 'hono';
import { type ClientIdentity, clientIdentity } from '../ca/client-identity.ts';
import { socketOf } from './remote.ts';
import type { WebEnv } from './web-env.ts';

export interface CertificateChecks {
  readonly bankCode: string;
  readonly clock: HostClock;
  /** `DevelopmentCa` is one. */
  readonly ca: { isRevoked(serial: string): boolean };
}

/** Who a request comes from by the client certificate of its connection, judged now. */
export function certificateOf(
  context: Context<WebEnv>,
  { bankCode, clock, ca }: CertificateChecks,
): ClientIdentity {
  const socket = socketOf(context);
  if (socket === undefined) return { kind: 'none' };
  return clientIdentity(socket, {
    bankCode,
    now: clock.unixMs(),
    isRevoked: (serial) => ca.isRevoked(serial),
  });
}
