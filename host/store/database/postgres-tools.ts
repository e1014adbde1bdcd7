import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StoreError } from './store-error.ts';

const run = promisify(execFile);

/**
 * Runs a program of PostgreSQL's clients on a database. The password reaches it by its environment,
 * which nobody else sees, never by an argument. Rejects with `StoreError`.
 */
export async function runPostgresTool(
  program: 'pg_dump' | 'pg_restore',
  address: string,
  args: readonly string[],
): Promise<void> {
  const url = new URL(address);
  const password = url.password === '' ? url.searchParams.get('password') : decoded(url.password);
  url.password = '';
  url.searchParams.delete('password');
  const env = {
    ...process.env,
    ...(password === null ? {} : { PGPASSWORD: password }),
  };
  try {
    await run(program, [`--dbname=${url.href}`, '--no-password', ...args], { env });
  } catch (error) {
    throw toolError(program, url.href, error);
  }
}

/** @throws StoreError */
function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    const message =
      'the password in the address of the database has a % that begins no percent-encoding: ' +
      'write %25 for it, or put the password into PGPASSWORD';
    throw new StoreError('denied', message);
  }
}

function toolError(program: string, shown: string, error: unknown): StoreError {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (missing) {
    const message = `${program} is not installed: apt-get install postgresql-client`;
    return new StoreError('denied', message);
  }
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  const [line = 'it does not say why'] = said.split('\n');
  return new StoreError('denied', `${program} on ${shown}: ${line}`);
}
