import { spawnSync } from 'node:child_process';
import type { Algorithm } from '@fobkit/protocol';

/** Large enough that a call costs nothing beside its compressions. */
const BYTES = 16_384;
const BLOCK_BYTES = { SHA1: 64, SHA256: 64, SHA512: 128 } as const;
/** What keeps OpenSSL on x86 from the SHA instructions of the processor (OPENSSL_ia32cap(3)). */
const WITHOUT_SHA = ':~0x20000000';

/**
 * Codes a second that one stream of OpenSSL would give, by `openssl speed`: its compressions a
 * second of processor time on long messages, halved. NaN where there is no `openssl`.
 */
export function opensslRate(algorithm: Algorithm, shaInstructions: boolean): number {
  const options = ['-seconds', '1', '-bytes', String(BYTES), '-mr'];
  const { stdout } = spawnSync('openssl', ['speed', ...options, '-evp', algorithm.toLowerCase()], {
    encoding: 'utf8',
    env: { ...process.env, ...(shaInstructions ? {} : { OPENSSL_ia32cap: WITHOUT_SHA }) },
  });
  // +F:22:sha1:2030170351.00, bytes a second.
  const bytes = Number(/^\+F:.*:([\d.]+)$/m.exec(stdout)?.[1]);
  return bytes / BLOCK_BYTES[algorithm] / 2;
}
