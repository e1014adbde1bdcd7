import { toHex } from '@fobkit/protocol';
import {
  type AuditHead,
  AuditKey,
  type AuditReport,
  verifyChain,
  type VerifyOptions,
} from '@fobkit/store';
import { chainKeyBinding } from './bank-secrets.ts';
import type { OpenedBank } from './open-bank.ts';

export interface VerifyBankAuditOptions {
  /** Ends of chains that were kept apart. */
  readonly heads?: readonly AuditHead[];
  readonly onEntry?: NonNullable<VerifyOptions['onEntry']>;
}

/**
 * Verifies the audit chains of a bank. Their keys are those that the vault has: who has the database
 * alone cannot sign a chain anew.
 */
export async function verifyBankAudit(
  { database, parts }: Pick<OpenedBank, 'database' | 'parts'>,
  options: VerifyBankAuditOptions = {},
): Promise<AuditReport> {
  const chains = await database.read.selectFrom('bank_chain').selectAll().execute();
  const keys = new Map(
    chains.map(({ name, audit_key }) => {
      const seed = parts.vault.open(audit_key, chainKeyBinding(name));
      const { publicKey } = new AuditKey(seed);
      seed.wipe();
      return [name, toHex(publicKey)] as const;
    }),
  );
  return await verifyChain(database.read, { ...options, keys });
}
