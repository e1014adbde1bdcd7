import { toHex } from '@fobkit/protocol';
import { type QueryExecutorProvider, sql, type Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import { newKeys, Vault } from './vault.ts';
import { VaultError, type VaultErrorCode } from './vault-error.ts';
import { keyIdOf, unwrapKeys, wrapKeys } from './vault-header.ts';
import { type Derivation, SCRYPT, type VaultKey } from './vault-key.ts';

export interface VaultOptions {
  /** What a passphrase costs to try: 2^this blocks of scrypt, 10 to 18; 17 if absent. */
  readonly logN?: number;
}

/**
 * Makes the vault of a database whose migrations have `vaultMigration`. Rejects with `VaultError`
 * `exists` where it has one.
 */
export async function createVault<Schema>(
  database: Database<Schema>,
  key: VaultKey,
  options: VaultOptions = {},
): Promise<Vault> {
  const keys = newKeys();
  const header = await wrapKeys(keys, key, derivationFor(key, options));
  const now = await database.now();
  await database.write(async (transaction) => {
    const made = await sql`insert into vault (id, header, changed_unix_ms)
      values (1, ${header}, ${now}) on conflict (id) do nothing`.execute(transaction);
    if (made.numAffectedRows === 1n) return;
    throw new VaultError('exists', `the database ${database.name} has a vault already`);
  });
  return new Vault(keys);
}

/** Rejects with `VaultError` `missing`, `key` or `form`. */
export async function openVault<Schema>(database: Database<Schema>, key: VaultKey): Promise<Vault> {
  return new Vault(await unwrapKeys(await mustHave(database), key));
}

/**
 * Opens the vault of a database; makes it where there is none yet and `create` says so. Rejects with
 * `VaultError` as `openVault` does.
 */
export async function openOrCreateVault<Schema>(
  database: Database<Schema>,
  key: VaultKey,
  { create = false, ...options }: VaultOptions & { readonly create?: boolean },
): Promise<Vault> {
  try {
    return await openVault(database, key);
  } catch (error) {
    if (!create || !hasCode(error, 'missing')) throw error;
  }
  try {
    return await createVault(database, key, options);
  } catch (error) {
    // Another process was faster.
    if (!hasCode(error, 'exists')) throw error;
    return await openVault(database, key);
  }
}

export interface Rekeying<Schema> {
  readonly from: VaultKey;
  readonly to: VaultKey;
  readonly options?: VaultOptions;
  /**
   * Opens all that is sealed by `old`, seals it by `next` and writes it, in this transaction. With
   * it the vault gets a new data key; without it only the wrapping changes.
   */
  readonly resealAll?: (transaction: Transaction<Schema>, old: Vault, next: Vault) => Promise<void>;
  /** Puts it on record, in the same transaction. */
  readonly record?: (transaction: Transaction<Schema>) => Promise<unknown>;
}

/**
 * Gives the vault another key, in one transaction: the old one opens it no more, but copies of the
 * database that were made before, and its journal until `database.forget()`. Fingerprints stay the
 * same. Rejects with `VaultError` `key`, or `changed` when another process did the same meanwhile.
 */
export async function rekeyVault<Schema>(
  database: Database<Schema>,
  { from, to, options = {}, resealAll, record }: Rekeying<Schema>,
): Promise<Vault> {
  const before = await mustHave(database);
  const keys = await unwrapKeys(before, from);
  const next =
    resealAll === undefined ? keys : { ...newKeys(), fingerprint: keys.fingerprint.slice() };
  const header = await wrapKeys(next, to, derivationFor(to, options));
  const now = await database.now();
  const old = new Vault(keys);
  const made = resealAll === undefined ? old : new Vault(next);
  try {
    await database.write(async (transaction) => {
      const found = await headerIn(transaction);
      if (found === undefined || !Buffer.from(before).equals(found)) throw changed(database.name);
      await resealAll?.(transaction, old, made);
      await sql`update vault set header = ${header}, changed_unix_ms = ${now}`.execute(transaction);
      await record?.(transaction);
    });
  } catch (error) {
    old.close();
    made.close();
    throw error;
  }
  if (made !== old) old.close();
  return made;
}

/**
 * For whoever is about to write something sealed: rejects with `VaultError` `changed` when the
 * database's vault has another data key by now, and what `vault` seals would never open again.
 */
export async function checkVault(db: QueryExecutorProvider, vault: Vault): Promise<void> {
  const header = await headerIn(db);
  const keyId = header === undefined ? '' : toHex(keyIdOf(header));
  if (keyId !== vault.keyId) throw changed('open here');
}

async function mustHave<Schema>(database: Database<Schema>): Promise<Uint8Array> {
  const header = await headerIn(database.read);
  if (header !== undefined) return header;
  throw new VaultError('missing', `the database ${database.name} has no vault yet`);
}

async function headerIn(db: QueryExecutorProvider): Promise<Uint8Array | undefined> {
  const found = await sql<{ header: Uint8Array }>`select header from vault`.execute(db);
  return found.rows[0]?.header;
}

function hasCode(error: unknown, code: VaultErrorCode): boolean {
  return error instanceof VaultError && error.code === code;
}

function derivationFor(key: VaultKey, { logN = SCRYPT.logN }: VaultOptions): Derivation {
  return key.kind === 'key-file' ? { kind: 'key-file' } : { ...SCRYPT, logN, kind: 'passphrase' };
}

function changed(name: string): VaultError {
  return new VaultError(
    'changed',
    `the vault of the database ${name} was given another key meanwhile: start again with that one`,
  );
}
