import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { UsageError } from '@fobkit/protocol';

const CHUNK = 65_536;

/**
 * Opens a regular file to be read. A device, a named pipe, a socket or a folder, also at the end of
 * a link, is none: it may have no end, or keep its reader waiting.
 *
 * @throws UsageError with the path for what is no regular file; the system's error otherwise.
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Opening a device may do something to it.
  refuseOther(path, await stat(path));
  // What has become a named pipe meanwhile is not waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    refuseOther(path, await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The bytes of a regular file, which has at most so many, whatever the system says of its size.
 *
 * @throws UsageError with the path for what is no regular file, or too long; the system's error
 *   otherwise.
 */
export async function readRegularFile(path: string, mostBytes: number): Promise<Buffer> {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    if (size > mostBytes) throw tooLong(path, mostBytes);
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK, size - length));
      const { bytesRead } = await file.read(chunk, 0, chunk.length);
      if (bytesRead === 0) return Buffer.concat(chunks, length);
      length += bytesRead;
      if (length > mostBytes) throw tooLong(path, mostBytes);
      chunks.push(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

type Found = Awaited<ReturnType<typeof stat>>;

function refuseOther(path: string, found: Found): void {
  if (found.isFile()) return;
  const what = found.isDirectory() ? 'a folder' : found.isFIFO() ? 'a named pipe' : 'a device';
  throw new UsageError(`${path} is ${what}, and no regular file`);
}

function tooLong(path: string, mostBytes: number): UsageError {
  return new UsageError(`${path}: too long; at most ${String(mostBytes)} bytes`);
}
