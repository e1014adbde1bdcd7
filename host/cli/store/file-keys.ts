import { Secret } from '@fobkit/client';
import type { PskcKeys, PskcProtection } from '@fobkit/station';
import { readInput } from '../input/read-input.ts';
import { secretFromText } from '../input/secret-text.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { secretLine } from './secret-line.ts';

/** What opens or protects a file of seeds. */
export interface FileKeyOptions {
  readonly keyFile?: string;
  readonly passphraseFile?: string;
  readonly privateKeyFile?: string;
}

export interface ProtectOptions extends FileKeyOptions {
  readonly keyName?: string;
  readonly plain?: boolean;
}

const KEY = 'the key of the file';
const PASSPHRASE = 'the passphrase of the file';

/** The keys that open a file which is imported. */
export async function readingKeys(cli: Cli, options: FileKeyOptions): Promise<PskcKeys> {
  const { keyFile, passphraseFile, privateKeyFile } = options;
  return {
    ...(keyFile === undefined ? {} : { preShared: await keyIn(cli, keyFile) }),
    ...(passphraseFile === undefined ? {} : { passphrase: await textIn(cli, passphraseFile) }),
    ...(privateKeyFile === undefined
      ? {}
      : { privateKey: utf8(await readInput(cli, privateKeyFile, 'the private key')) }),
  };
}

/** How an exported PSKC file is protected; that it is not has to be said. */
export async function protectionOf(cli: Cli, options: ProtectOptions): Promise<PskcProtection> {
  const { keyFile, passphraseFile, plain, keyName } = options;
  const ways = [keyFile !== undefined, passphraseFile !== undefined, plain === true];
  if (ways.filter(Boolean).length !== 1) {
    throw usage(
      'say how the seeds are protected: one of --key-file, --passphrase-file and --plain',
    );
  }
  const named = keyName === undefined ? {} : { keyName };
  if (plain === true) return { kind: 'plain' };
  if (passphraseFile !== undefined) {
    return { kind: 'passphrase', passphrase: await textIn(cli, passphraseFile), ...named };
  }
  const key = await keyIn(cli, keyFile ?? '-');
  const cipher = CIPHERS[key.length];
  if (cipher === undefined) {
    throw usage(`${KEY} has ${String(key.length)} bytes: 16 (AES-128) or 32 (AES-256) are wanted`);
  }
  return { kind: 'pre-shared', key, cipher, ...named };
}

/** Formats without protection of their own are written only when that is said. */
export function checkPlain(format: string, options: ProtectOptions): void {
  const { keyFile, passphraseFile, plain } = options;
  if (keyFile !== undefined || passphraseFile !== undefined) {
    throw usage(`${format} has no protection: only pskc takes --key-file and --passphrase-file`);
  }
  if (plain !== true) {
    throw usage(`${format} has the seeds in the clear: say so with --plain, and guard the file`);
  }
}

const CIPHERS: Readonly<Record<number, 'aes128' | 'aes256'>> = { 16: 'aes128', 32: 'aes256' };

async function keyIn(cli: Cli, file: string): Promise<Secret> {
  const bytes = secretFromText(await readInput(cli, file, KEY), KEY);
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}

async function textIn(cli: Cli, file: string): Promise<Secret> {
  return utf8(await secretLine(cli, file, PASSPHRASE));
}

function utf8(text: string): Secret {
  const bytes = new TextEncoder().encode(text);
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}
