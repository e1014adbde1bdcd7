import type { HostClock } from '@fobkit/client';
import { clientIdentity } from '../ca/client-identity.ts';
import { socketOf } from '../web/remote.ts';
import type { PagesOptions } from './page-options.ts';

/** Who a connection is of by its client certificate: `certificateName` of the pages. */
export function certificateOf(checks: {
  readonly bankCode: string;
  readonly clock: Pick<HostClock, 'unixMs'>;
  readonly isRevoked: (serial: string) => boolean;
}): NonNullable<PagesOptions['certificateName']> {
  const { bankCode, clock, isRevoked } = checks;
  return (context) => {
    const socket = socketOf(context);
    if (socket === undefined) return undefined;
    const found = clientIdentity(socket, { bankCode, now: clock.unixMs(), isRevoked });
    return found.kind === 'certificate' ? found.name : undefined;
  };
}
