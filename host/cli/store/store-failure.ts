import { StoreError, VaultError } from '@fobkit/store';
import { CliError } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';

const STORE_EXITS: Readonly<Record<StoreError['code'], ExitCode>> = {
  gone: ExitCode.Link,
  full: ExitCode.Link,
  damaged: ExitCode.Link,
  newer: ExitCode.Version,
  busy: ExitCode.Link,
  denied: ExitCode.Link,
};

const VAULT_EXITS: Readonly<Record<VaultError['code'], ExitCode>> = {
  missing: ExitCode.Usage,
  exists: ExitCode.Usage,
  key: ExitCode.Usage,
  form: ExitCode.Link,
  sealed: ExitCode.Link,
  changed: ExitCode.Link,
};

/** What an error of a database or of its vault means to whoever called fob; undefined for others. */
export function storeFailure(error: unknown, store: 'registry' | 'bank'): CliError | undefined {
  const failure = (exitCode: ExitCode, code: string, { message }: Error): CliError =>
    new CliError(exitCode, code, message, { cause: error });
  if (error instanceof StoreError) {
    return failure(STORE_EXITS[error.code], `${store}-${error.code}`, error);
  }
  if (error instanceof VaultError) {
    return failure(VAULT_EXITS[error.code], `vault-${error.code}`, error);
  }
  return undefined;
}
