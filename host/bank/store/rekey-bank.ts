import { rekeyVault, type VaultKey, type VaultOptions } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import { staffName } from './access.ts';
import { recordEvents } from './events.ts';
import type { BankParts } from './parts.ts';
import { resealBank } from './reseal-bank.ts';

export interface BankRekeying {
  readonly bank: { readonly parts: BankParts };
  readonly from: VaultKey;
  readonly to: VaultKey;
  /** Seals all secrets anew, for when the old key may be in wrong hands; no bank may be up. */
  readonly newDataKey: boolean;
  readonly options?: VaultOptions;
  readonly by: StaffActor;
}

/**
 * Gives a bank another key file or passphrase, in one transaction: whoever is killed has changed
 * all or nothing. After `newDataKey` the bank is to be opened again. Rejects with `VaultError` `key`
 * for a wrong `from`.
 */
export async function rekeyBank(rekeying: BankRekeying): Promise<void> {
  const { bank, from, to, newDataKey, options, by } = rekeying;
  const { parts } = bank;
  const { database, settings, clock } = parts;
  const facts = { newDataKey, opensWith: to.kind };
  const actor = staffName(by);
  const rekeyed = { kind: 'bank.rekeyed', subject: settings.bankCode, actor, facts };
  const vault = await rekeyVault(database, {
    from,
    to,
    ...(options === undefined ? {} : { options }),
    ...(newDataKey ? { resealAll: resealBank } : {}),
    record: (db) => recordEvents(parts, db, [rekeyed], clock.unixMs()),
  });
  vault.close();
  await database.forget();
}
