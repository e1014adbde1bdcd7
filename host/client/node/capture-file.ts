import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import {
  CaptureError,
  type ReadCapture,
  readPcapng,
  type TornEnd,
  UsageError,
} from '@fobkit/protocol';
import { abortReason, onAbort } from '../abort.ts';
import { openPipeToWrite, type PipeWait, readPipe } from './named-pipe.ts';

/** A capture file that is being written. */
export interface CaptureFile {
  /** Adds a block at once, in one piece. Never throws: what went wrong is in `failure`. */
  readonly write: (block: Uint8Array) => void;
  /** Why nothing more is written since: the code of an error, `ENOSPC`. */
  readonly failure: string | undefined;
  /** The torn end that an earlier writer had left, which was cut off. */
  readonly cutOff: TornEnd | undefined;
  /** Closing what is closed does nothing. */
  close(): void;
}

/**
 * Opens a file for a capture: a new one, one that is a capture already, to which another section is
 * added, or a named pipe, as Wireshark reads it (`wireshark -k -i PIPE`), whose reader is waited
 * for. Blocks are written as they come, so that a killed program leaves at worst its last one torn.
 *
 * Rejects with `UsageError` when the file cannot be written, or is something else, and with the
 * reason of `wait.signal`.
 */
export async function openCaptureFile(path: string, wait: PipeWait = {}): Promise<CaptureFile> {
  const there = await kindOf(path);
  if (there === 'pipe') {
    const pipe = await refusing(path, () => openPipeToWrite(path, wait));
    return new OpenFile(pipe.fd, undefined, () => void pipe.close());
  }
  const before = there === 'file' ? await existing(path) : undefined;
  const fd = await refusing(path, () => openSync(path, 'a', 0o600));
  if (before?.torn !== undefined) ftruncateSync(fd, before.torn.offset);
  return new OpenFile(fd, before?.torn, () => {
    closeSync(fd);
  });
}

/**
 * A capture file, read whole; a named pipe until its writers have left it. Rejects with
 * `UsageError` that names the file and the byte, and with the reason of the signal.
 */
export async function readCaptureFile(path: string, signal?: AbortSignal): Promise<ReadCapture> {
  const kind = await kindOf(path);
  if (kind === 'other') throw new UsageError(`${path} is no file`);
  const read = () => (kind === 'pipe' ? wholePipe(path, signal) : readFile(path));
  const bytes = await refusing(path, read, 'read');
  try {
    return readPcapng(bytes);
  } catch (cause) {
    if (!(cause instanceof CaptureError)) throw cause;
    throw new UsageError(`${path}, ${cause.message}`, { cause });
  }
}

class OpenFile implements CaptureFile {
  readonly cutOff: TornEnd | undefined;
  readonly #fd: number;
  readonly #close: () => void;
  #failure: string | undefined;
  #open = true;

  constructor(fd: number, cutOff: TornEnd | undefined, close: () => void) {
    this.#fd = fd;
    this.cutOff = cutOff;
    this.#close = close;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  readonly write = (block: Uint8Array): void => {
    if (!this.#open || this.#failure !== undefined) return;
    try {
      let written = 0;
      while (written < block.length) written += writeSync(this.#fd, block, written);
    } catch (error) {
      this.#failure = codeOf(error);
    }
  };

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#close();
  }
}

/** What there is: `pipe` is written as it comes, and `other` as well, without being read. */
async function kindOf(path: string): Promise<'file' | 'pipe' | 'other' | undefined> {
  try {
    const found = await stat(path);
    if (found.isFIFO()) return 'pipe';
    return found.isFile() ? 'file' : 'other';
  } catch {
    return undefined;
  }
}

/** What is in the file already; undefined when it is empty. */
async function existing(path: string): Promise<ReadCapture | undefined> {
  const bytes = await refusing(path, () => readFile(path), 'read');
  if (bytes.length === 0) return undefined;
  try {
    return readPcapng(bytes);
  } catch (cause) {
    if (!(cause instanceof CaptureError)) throw cause;
    const why = `${path} is there and no capture that could be continued: ${cause.message}`;
    throw new UsageError(`${why}. Name another file.`, { cause });
  }
}

async function wholePipe(path: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const stream = readPipe(path);
  const release = onAbort(signal, () => {
    if (signal !== undefined) stream.destroy(abortReason(signal));
  });
  try {
    return await buffer(stream);
  } finally {
    release();
  }
}

async function refusing<T>(path: string, act: () => T | Promise<T>, doing = 'written'): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new UsageError(`${path} cannot be ${doing} (${codeOf(cause)})`, { cause });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
