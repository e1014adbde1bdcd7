import type { HostClock, HostEnv } from '@fobkit/client';
import type { AuditChain, Database, Vault } from '@fobkit/store';
import type { Transaction } from 'kysely';
import type { LoginRules } from '../domain/login-tries.ts';
import type { BankEvent } from '../domain/views.ts';
import type { PublishedLife } from '../policy/battery-end.ts';
import type { Policy } from '../policy/policy.ts';
import type { CodeSource } from '../verify/code-source.ts';
import type { TokenParameters } from '../verify/token-key.ts';
import type { BankSecrets } from './bank-secrets.ts';
import type { PasswordTurns } from './password-turns.ts';
import type { Passwords } from './passwords.ts';
import type { BankSchema } from './schema.ts';

export type BankTransaction = Transaction<BankSchema>;

/** What of a bank is set when it is opened. */
export interface BankSettings {
  readonly bankCode: string;
  readonly policy: Policy;
  /** Whether 利用登録 says that it is done; the manuals' banks do not. */
  readonly saysRegistered: boolean;
  readonly login: LoginRules;
  /** Of so many names that nobody has it is known how often they were tried. */
  readonly mostUnknownTried: number;
  /** Without an operation a session ends after so long. */
  readonly sessionSeconds: number;
  /** However busy, a session ends after so long. */
  readonly longestSessionSeconds: number;
  /** How long the code in a QR code activates an app. */
  readonly activationSeconds: number;
  /** Four letters or digits before the eight digits of a software token's serial. */
  readonly softwarePrefix: string;
  readonly softwareParameters: TokenParameters;
  /** What the bank's hardware fobs are said to live. */
  readonly life: PublishedLife;
}

/** What the desks of a bank share. */
export interface BankParts {
  readonly database: Database<BankSchema>;
  readonly vault: Vault;
  readonly secrets: BankSecrets;
  readonly passwords: Passwords;
  /** Whoever works with passwords takes a turn first. */
  readonly turns: PasswordTurns;
  readonly audit: AuditChain<BankSchema>;
  readonly clock: Pick<HostClock, 'unixMs'>;
  readonly randomBytes: HostEnv['randomBytes'];
  readonly settings: BankSettings;
  readonly source: CodeSource;
  /** For windows of thousands of factors. */
  readonly wideSource: CodeSource;
  /** Whether the client certificate of that serial was revoked. */
  readonly isRevoked: (serial: string) => boolean;
  /** Tells those who listen, once it is committed. */
  readonly publish: (events: readonly BankEvent[]) => void;
}
