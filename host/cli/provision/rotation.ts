import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { Secret } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { keyFromText } from '../input/secret-text.ts';
import { readInput } from '../input/read-input.ts';
import { writeSecret } from '../input/write-secret.ts';
import type { Cli } from '../program/cli.ts';

/**
 * The new transport key. It is on the disk before any fob gets it, and the one that is there
 * already is taken again: a run that was cut off may have given it to the fob.
 */
export async function newTransportKey(cli: Cli, file: string): Promise<Secret> {
  const what = 'the new transport key';
  if (file !== '-' && !(await exists(file))) {
    const key = randomBytes(32);
    await writeSecret(file, `${toHex(key)}\n`, what);
    const secret = new Secret(key);
    key.fill(0);
    return secret;
  }
  const key = keyFromText(await readInput(cli, file, what), what);
  const secret = new Secret(key);
  key.fill(0);
  return secret;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
