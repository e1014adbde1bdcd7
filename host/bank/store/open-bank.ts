import type { HostClock, HostEnv } from '@fobkit/client';
import {
  AuditKey,
  AuditLog,
  auditMigration,
  checkVault,
  type Database,
  type Migrations,
  openDatabase,
  type OpenOptions,
  openOrCreateVault,
  type Vault,
  type VaultKey,
  vaultMigration,
  type VaultOptions,
} from '@fobkit/store';
import type { PhoneDesk } from '../app/phone-desk.ts';
import type { Bank } from '../domain/bank.ts';
import { USUAL_LOGIN_RULES } from '../domain/login-tries.ts';
import { batchCodeSource } from '../verify/batch-source.ts';
import { type CodeSource, oathCodeSource } from '../verify/code-source.ts';
import { AdministratorBank } from './administrator-desk.ts';
import { AppBank } from './app-desk.ts';
import { BankSecrets, chainKeyBinding } from './bank-secrets.ts';
import { CodeBank } from './code-desk.ts';
import { EventBank, Listeners } from './event-desk.ts';
import type { QueueBounds } from './fair-queue.ts';
import { holdVault } from './hold-vault.ts';
import { Login } from './login-desk.ts';
import { loginMigration, refusedTriesMigration } from './login-migration.ts';
import { bankMigration } from './migrations.ts';
import { OperatorBank } from './operator-desk.ts';
import type { BankParts, BankSettings } from './parts.ts';
import { PhoneBank } from './phone-bank.ts';
import { passwordTurns } from './password-turns.ts';
import { Passwords } from './passwords.ts';
import type { BankSchema } from './schema.ts';
import { staffMigration } from './staff-tables.ts';
import { UserBank } from './user-desk.ts';

/** All steps of a bank's schema. */
export const bankMigrations: Migrations = [
  vaultMigration,
  auditMigration,
  bankMigration,
  staffMigration,
  loginMigration,
  refusedTriesMigration,
];

export interface BankOptions extends Pick<OpenOptions, 'address' | 'schema' | 'sync' | 'log'> {
  /** Opens the vault. */
  readonly key: VaultKey;
  readonly clock: HostClock;
  readonly randomBytes: HostEnv['randomBytes'];
  /** 金融機関コード and the rules by which codes are judged; the rest has usual values. */
  readonly settings: Pick<BankSettings, 'bankCode' | 'policy'> & Partial<BankSettings>;
  /** The name of the audit chain; `bank` if absent. */
  readonly name?: string;
  /** Makes the vault where there is none yet; else such a database is refused. */
  readonly create?: boolean;
  readonly vault?: VaultOptions;
  /** What a password costs to try: 2^this blocks of scrypt, 10 to 18; 15 if absent. */
  readonly passwordLogN?: number;
  /** How many passwords are looked at at once, and how many wait, of each kind of asker. */
  readonly passwordBounds?: QueueBounds;
  /** Who makes the codes to compare with. */
  readonly source?: CodeSource;
  /** Whether the client certificate of that serial was revoked: what it opened is over. */
  readonly isRevoked?: BankParts['isRevoked'];
}

/** A bank in a database, with what its owner may look into. */
export interface OpenedBank extends Bank {
  readonly database: Database<BankSchema>;
  readonly audit: AuditLog<BankSchema>;
  readonly parts: BankParts;
  /** For `appRoutes`. */
  readonly phones: PhoneDesk;
}

const USUAL = {
  saysRegistered: false,
  login: USUAL_LOGIN_RULES,
  sessionSeconds: 600,
  longestSessionSeconds: 8 * 3600,
  activationSeconds: 600,
  mostUnknownTried: 100_000,
  softwarePrefix: 'SKTS',
  softwareParameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  // shinkin.co.jp/ehime (tokens.md §1.3).
  life: { presses: 8_000, days: 5 * 365 },
} as const satisfies Partial<BankSettings>;

/**
 * Opens a bank, and makes it where there is none and `create` says so. Rejects with `StoreError` for
 * the database, `VaultError` for its key.
 */
export async function openBank(options: BankOptions): Promise<OpenedBank> {
  const { address, schema, sync, log, clock, key, create = false, name = 'bank' } = options;
  const database = await openDatabase<BankSchema>({
    address,
    migrations: bankMigrations,
    clock,
    isolation: 'read committed',
    ...(schema === undefined ? {} : { schema }),
    ...(sync === undefined ? {} : { sync }),
    ...(log === undefined ? {} : { log }),
  });
  try {
    const vault = await openOrCreateVault(database, key, { ...options.vault, create });
    const chain = { station: name, key: await chainKey(database, vault, name), clock };
    return bankOf(options, database, vault, new AuditLog(database, chain));
  } catch (error) {
    await database.close();
    throw error;
  }
}

function bankOf(
  options: BankOptions,
  database: Database<BankSchema>,
  vault: Vault,
  audit: AuditLog<BankSchema>,
): OpenedBank {
  const { clock, randomBytes, passwordLogN, source = oathCodeSource } = options;
  const { isRevoked = () => false } = options;
  const listeners = new Listeners();
  const settings: BankSettings = { ...USUAL, ...options.settings };
  const parts: BankParts = {
    database,
    vault,
    secrets: new BankSecrets(vault),
    passwords: new Passwords(vault, randomBytes, passwordLogN),
    turns: passwordTurns(options.passwordBounds),
    audit,
    clock,
    randomBytes,
    settings,
    source,
    wideSource: options.source ?? batchCodeSource(),
    isRevoked,
    publish: (events) => listeners.tell(events),
  };
  return {
    bankCode: settings.bankCode,
    policy: settings.policy,
    login: new Login(parts),
    administrator: new AdministratorBank(parts),
    user: new UserBank(parts),
    operator: new OperatorBank(parts),
    app: new AppBank(parts),
    codes: new CodeBank(parts),
    events: new EventBank(parts, listeners),
    database,
    audit,
    parts,
    phones: new PhoneBank(parts),
    check: () => checkVault(database.read, vault),
    close: async () => {
      await database.close();
      vault.close();
    },
  };
}

/** The key that signs the chain of that name; made and sealed when the bank does not know it yet. */
async function chainKey(
  database: Database<BankSchema>,
  vault: Vault,
  name: string,
): Promise<AuditKey> {
  const binding = chainKeyBinding(name);
  const sealed = await database.write(async (db) => {
    await holdVault({ database, vault }, db);
    const seed = AuditKey.makeSeed();
    await db
      .insertInto('bank_chain')
      .values({ name, audit_key: vault.seal(seed, binding) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    seed.wipe();
    const { audit_key } = await db
      .selectFrom('bank_chain')
      .select('audit_key')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return audit_key;
  });
  return AuditKey.open(vault, sealed, binding);
}
