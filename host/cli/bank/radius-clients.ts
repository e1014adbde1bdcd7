import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { loadRadiusClients, type RadiusClients } from '@fobkit/bank';
import { writeResult } from '../input/write-file.ts';
import { writeNewFile } from '../store/new-file.ts';
import type { BankFiles } from './bank-file.ts';

const SECRET_BYTES = 24;

/**
 * The gateways that may ask: of the file that is named, else of the bank's own, which lets this
 * machine ask with a secret that is drawn when there is none yet.
 */
export async function radiusClientsOf(
  { radiusClients, radiusSecret }: Pick<BankFiles, 'radiusClients' | 'radiusSecret'>,
  named: string | undefined,
): Promise<{ readonly file: string; readonly clients: RadiusClients }> {
  if (named !== undefined) return { file: named, clients: await loadRadiusClients(named) };
  if (!existsSync(radiusSecret)) {
    await writeNewFile(radiusSecret, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
  }
  if (!existsSync(radiusClients)) {
    const here = { name: 'here', address: '127.0.0.1', secretFile: radiusSecret };
    await writeResult(radiusClients, `${JSON.stringify({ clients: [here] }, undefined, 2)}\n`);
  }
  return { file: radiusClients, clients: await loadRadiusClients(radiusClients) };
}
