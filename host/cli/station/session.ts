import { readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Secret } from '@fobkit/client';
import { fromHex, toHex } from '@fobkit/protocol';
import type { OperatorRight, OperatorSession } from '@fobkit/station';
import { CliError } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';
import { ExitCode } from '../program/exit-code.ts';
import { writeNewFile } from '../store/new-file.ts';
import type { Station } from './open-station.ts';
import { stationFiles } from './station-file.ts';

const OTHERS = 0o077;

/** The operator who is signed in and may do that; what is done stands under that name. */
export async function operatorOf(
  { registry }: Pick<Station, 'registry'>,
  right: OperatorRight,
): Promise<string> {
  const token = readSession();
  if (token === undefined) {
    throw new CliError(
      ExitCode.Refused,
      'signed-out',
      'nobody is signed in at this station: fob station sign-in NAME',
    );
  }
  try {
    return (await registry.operators.sessions.require(token, right)).name;
  } finally {
    token.wipe();
  }
}

/** What whoever is signed in is known by; undefined when nobody is. */
export function readSession(): Secret | undefined {
  const file = stationFiles().session;
  try {
    if ((statSync(file).mode & OTHERS) !== 0) throw unusable(file, 'others may read it');
    const text = readFileSync(file, 'utf8').trim();
    if (!/^[0-9a-f]{64}$/.test(text)) throw unusable(file, 'it is none');
    const bytes = fromHex(text);
    const secret = new Secret(bytes);
    bytes.fill(0);
    return secret;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps whoever has signed in signed in, in place of anybody before. */
export async function writeSession({ token }: Pick<OperatorSession, 'token'>): Promise<void> {
  await endSession();
  const bytes = token.reveal();
  await writeNewFile(stationFiles().session, `${toHex(bytes)}\n`);
  bytes.fill(0);
}

export async function endSession(): Promise<void> {
  await rm(stationFiles().session, { force: true });
}

function unusable(file: string, why: string): CliError {
  return new CliError(
    ExitCode.Refused,
    'signed-out',
    `the session in ${file} is not used: ${why}. Sign in again: fob station sign-in NAME`,
  );
}
