import { resolve } from 'node:path';
import { isPostgresAddress } from '@fobkit/store';
import { usage } from '../program/cli-error.ts';

/**
 * A database's address that means the same from every folder and can be remembered: it holds no
 * password. @throws CliError that names the option for one that does
 */
export function lastingAddress(option: string, address: string): string {
  if (!isPostgresAddress(address)) return resolve(address);
  const url = URL.parse(address);
  if (url !== null && url.password !== '') {
    throw usage(`${option}: leave the password out and put it into ~/.pgpass or PGPASSWORD`);
  }
  return address;
}
