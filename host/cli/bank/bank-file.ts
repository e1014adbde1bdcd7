import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '@fobkit/emulator/sims';
import * as v from 'valibot';
import { writeResult } from '../input/write-file.ts';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

const MOST_BYTES = 65_536;
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const schema = v.strictObject({
  version: v.literal(1),
  /** A file, or `postgres://…` without a password. */
  database: path,
  /** What opens the vault: a key file, else a passphrase, which is asked for or in a file. */
  keyFile: v.exactOptional(path),
  passphraseFile: v.exactOptional(path),
  /** 1303, 1020, or a file. */
  bank: path,
});

/** What later commands have to know of the bank of this user. No secret is in it. */
export type BankFile = v.InferOutput<typeof schema>;

export interface BankFiles {
  readonly folder: string;
  readonly bank: string;
  readonly database: string;
  readonly key: string;
  readonly ca: string;
  readonly radiusClients: string;
  readonly radiusSecret: string;
}

/** The files of a bank in a folder; in the state folder if none is named. */
export function bankFiles(folder = join(stateFolder().path, 'bank')): BankFiles {
  const file = (name: string): string => join(folder, name);
  return {
    folder,
    bank: file('bank.json'),
    database: file('bank.db'),
    key: file('vault.key'),
    ca: file('ca'),
    radiusClients: file('radius.json'),
    radiusSecret: file('radius.secret'),
  };
}

export async function makeBankFolder(): Promise<BankFiles> {
  makeStateFolder(stateFolder());
  const files = bankFiles();
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  return files;
}

/** Undefined where this user has no bank yet. @throws CliError for a file that is none */
export function readBankFile(files = bankFiles()): BankFile | undefined {
  const text = textOf(files.bank);
  if (text === undefined) return undefined;
  const parsed = text.length > MOST_BYTES ? undefined : parse(text);
  if (parsed !== undefined) return parsed;
  throw usage(`${files.bank} does not tell of a bank: take it away, and name the database anew`);
}

export async function writeBankFile(content: BankFile): Promise<void> {
  await writeResult(bankFiles().bank, `${JSON.stringify(content, undefined, 2)}\n`);
}

function parse(text: string): BankFile | undefined {
  try {
    const found = v.safeParse(schema, JSON.parse(text));
    return found.success ? found.output : undefined;
  } catch {
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw usage(`${file} cannot be read (${codeOf(error) ?? 'unknown'})`, { cause: error });
  }
}
