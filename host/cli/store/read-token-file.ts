import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/** A million seeds fit. */
const MOST_BYTES = 512 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'it is a folder',
};

export interface TokenFile {
  /** Its name without the folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
}

/** A file of seeds, whole. Rejects with a `CliError`. */
export async function readTokenFile(file: string): Promise<TokenFile> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MOST_BYTES)
        throw usage(`${file} is too long; the most is ${String(MOST_BYTES)} bytes`);
      const bytes = await handle.readFile();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: basename(file), bytes, sha256 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || code === 'usage') throw error;
    throw usage(`${file}: ${REASONS[code] ?? `it cannot be read (${code})`}`, { cause: error });
  }
}
