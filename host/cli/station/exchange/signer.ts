import { createPublicKey } from 'node:crypto';
import { readInput } from '../../input/read-input.ts';
import type { Cli } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const WHAT = 'the certificate of the signer';

/** A certificate or public key in PEM. @throws CliError */
export async function signerIn(cli: Cli, file: string): Promise<string> {
  const pem = await readInput(cli, file, WHAT);
  try {
    if (createPublicKey(pem).asymmetricKeyType === 'rsa' && !pem.includes('PRIVATE KEY'))
      return pem;
  } catch {
    // It is told below.
  }
  throw usage(`${WHAT}: a certificate or public key of RSA is wanted, in PEM`);
}
