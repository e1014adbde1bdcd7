import { toHex } from '@fobkit/protocol';
import {
  type AuditHead,
  AuditKey,
  type AuditReport,
  verifyChain,
  type VerifyOptions,
} from '@fobkit/store';
import type { Registry } from '../registry/open-registry.ts';
import { stationKeyBinding } from '../registry/station-key.ts';

export interface VerifyAuditOptions {
  /** Ends of chains that were seen elsewhere: on certificates, by other stations, on paper. */
  readonly heads?: readonly AuditHead[];
  readonly onEntry?: NonNullable<VerifyOptions['onEntry']>;
}

/**
 * Verifies the chains of a registry. The keys of the stations are those that the vault has: who has
 * the database alone cannot sign a chain anew.
 */
export async function verifyAudit(
  registry: Registry,
  options: VerifyAuditOptions = {},
): Promise<AuditReport> {
  const { database, vault } = registry;
  const stations = await database.read
    .selectFrom('station')
    .select(['name', 'audit_key'])
    .execute();
  const keys = new Map(
    stations.map(({ name, audit_key }) => {
      const { publicKey } = AuditKey.open(vault, audit_key, stationKeyBinding(name));
      return [name, toHex(publicKey)] as const;
    }),
  );
  return await verifyChain(database.read, { ...options, keys });
}
