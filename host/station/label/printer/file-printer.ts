import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PrinterError } from '../label.ts';
import type { EncodedLabel } from '../label-format.ts';

/** More reprints than anybody makes of one label. */
const MOST_COPIES = 1000;

/**
 * Writes a label into a folder as SERIAL.zpl, the next of the same serial as SERIAL.2.zpl: what is
 * there is never overwritten. Resolves when it is on the disk.
 */
export async function printToFile(
  folder: string,
  serialLabel: string,
  { bytes, extension }: EncodedLabel,
): Promise<void> {
  const name = fileName(serialLabel);
  for (let copy = 1; copy <= MOST_COPIES; copy++) {
    const path = join(folder, `${name}${copy === 1 ? '' : `.${String(copy)}`}${extension}`);
    if (await written(path, bytes, folder)) return;
  }
  throw new PrinterError(
    `file:${folder}: ${String(MOST_COPIES)} labels of ${serialLabel} are there; move them away`,
  );
}

/** False when the file is there already. */
async function written(path: string, bytes: Uint8Array, folder: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return false;
    const remedy = REMEDIES[code] ?? 'look at the folder';
    throw new PrinterError(`file:${folder}: no label written (${code}); ${remedy}`, {
      cause: error,
    });
  }
}

const REMEDIES: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'make the folder',
  ENOTDIR: 'it is no folder',
  EACCES: 'its owner must let you write there',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
};

/** Letters, digits, minus and underscore stay; other characters as %XX, so that none is a path. */
const fileName = (serialLabel: string): string =>
  serialLabel.replace(
    /[^0-9A-Za-z_-]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
