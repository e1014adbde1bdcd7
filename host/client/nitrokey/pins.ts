import { NITROKEY_PASSWORD_LENGTH, nitrokeyCommands, UsageError } from '@fobkit/protocol';
import { type Secret, secretBytes } from '../secret.ts';
import type { CallOptions } from '../wire/call.ts';
import { NitrokeyError } from './nitrokey-error.ts';
import type { NitrokeyTransactions } from './transactions.ts';

/** How many wrong PINs in a row are still allowed. */
export interface NitrokeyTries {
  readonly user: number;
  readonly admin: number;
}

export async function readTries(
  transactions: NitrokeyTransactions,
  options?: CallOptions,
): Promise<NitrokeyTries> {
  const { getUserRetryCount, getAdminRetryCount } = nitrokeyCommands;
  const user = await transactions.exchange(getUserRetryCount, {}, options);
  const admin = await transactions.exchange(getAdminRetryCount, {}, options);
  return { user: user.left, admin: admin.left };
}

/** A PIN, whose it is, and what the token is to call its holder by afterwards. */
export interface PinProof {
  readonly pin: Secret;
  readonly whose: keyof NitrokeyTries;
  /** 25 bytes. */
  readonly temporaryPassword: Uint8Array;
}

/**
 * Proves a PIN; the token takes the temporary password until its power goes or another is agreed.
 * Rejects with `NitrokeyError` `wrong-password`, which tells the tries that are left.
 */
export async function provePin(
  transactions: NitrokeyTransactions,
  { pin, whose, temporaryPassword }: PinProof,
  options?: CallOptions,
): Promise<void> {
  const { firstAuthenticate, userAuthenticate } = nitrokeyCommands;
  const command = whose === 'admin' ? firstAuthenticate : userAuthenticate;
  const bytes = secretBytes(pin);
  try {
    if (bytes.length < 1 || bytes.length > NITROKEY_PASSWORD_LENGTH || bytes.includes(0)) {
      throw new UsageError(
        `a PIN has 1 to ${String(NITROKEY_PASSWORD_LENGTH)} bytes, and none is zero`,
      );
    }
    await transactions.exchange(command, { pin: bytes, temporaryPassword }, options);
  } catch (error) {
    if (!(error instanceof NitrokeyError) || error.status !== 'wrong-password') throw error;
    const tries = await readTries(transactions, options);
    throw new NitrokeyError(transactions.url, error.command, error.status, tries[whose]);
  } finally {
    bytes.fill(0);
  }
}
