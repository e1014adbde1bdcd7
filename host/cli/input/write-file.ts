import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/** A text, bytes, or pieces of either, each made when the one before is written. */
export type ResultContent = string | Uint8Array | Iterable<string | Uint8Array>;

/**
 * Writes what is no secret: a report, a picture, a snapshot. A file is there whole or as it was
 * before, whatever ends the writing; what is no regular file, as a named pipe, is written to.
 */
export async function writeResult(file: string, content: ResultContent): Promise<void> {
  try {
    const there = await stat(file).catch(() => undefined);
    if (there === undefined) await writeWhole(file, content);
    else if (there.isFile()) await writeWhole(await realpath(file), content, there.mode & 0o777);
    else await writeFile(file, content);
  } catch (error) {
    const code = codeOf(error);
    // Whoever makes the pieces failed, or was told to stop.
    if (code === undefined) throw error;
    throw usage(`${file} cannot be written (${code})`, { cause: error });
  }
}

async function writeWhole(file: string, content: ResultContent, mode?: number): Promise<void> {
  const unfinished = join(dirname(file), `.${randomUUID()}.unfinished`);
  try {
    const handle = await open(unfinished, 'wx', 0o666);
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await writeFile(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
