import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';

/** Files of one certificate, and where its PKCS#12 goes. */
export interface Pkcs12Files {
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
  readonly root: string;
  readonly pkcs12: string;
  /** Written: the passphrase of the PKCS#12, in one line. */
  readonly passphrase: string;
}

/** Without what is mistaken for another when it is typed. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;
const PRIVATE = { mode: 0o600 } as const;

/**
 * A file that browsers import (RFC 7292), by the program openssl with a passphrase that is drawn.
 * False when there is no such program: then neither file is there.
 */
export async function writePkcs12(files: Pkcs12Files): Promise<boolean> {
  const drawn = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  await writeFile(files.passphrase, `${drawn}\n`, PRIVATE);
  // openssl writes into the file that is there, with its mode.
  await writeFile(files.pkcs12, '', PRIVATE);
  const made = await openssl([
    'pkcs12',
    '-export',
    ...['-in', files.certificate, '-inkey', files.key, '-certfile', files.root],
    ...['-name', files.name, '-passout', `file:${files.passphrase}`, '-out', files.pkcs12],
  ]);
  if (!made) await Promise.all([rm(files.passphrase), rm(files.pkcs12)]);
  return made;
}

function openssl(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('openssl', args, { timeout: 30_000 }, (error) => {
      resolve(error === null);
    });
  });
}
