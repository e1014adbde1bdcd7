import { closeSync, constants, openSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { delay, type HostClock } from '../clock.ts';
import { nodeClock } from './clock.ts';

/** How often is looked whether somebody reads a pipe; the system tells of it in no other way. */
const LOOK_MS = 100;

/** How a reader of a named pipe is waited for. */
export interface PipeWait {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, when nobody reads the pipe yet. */
  readonly onWait?: (() => void) | undefined;
  /** The machine's unless told. */
  readonly clock?: HostClock | undefined;
}

/**
 * Opens a named pipe for writing, once somebody reads it. The usual way of opening holds a thread
 * until then, which no signal ends.
 *
 * Rejects with the signal's reason, or with the system's error.
 */
export async function openPipeToWrite(path: string, wait: PipeWait = {}): Promise<FileHandle> {
  const { signal, onWait, clock = nodeClock } = wait;
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    const probe = openIfRead(path);
    if (probe !== undefined) {
      try {
        // What is written blocks where the reader is slow, so that nothing is lost.
        return await open(path, constants.O_WRONLY);
      } finally {
        closeSync(probe);
      }
    }
    if (!told) onWait?.();
    told = true;
    await delay(clock, LOOK_MS, signal);
  }
}

/**
 * What others write to a named pipe, from the first writer on until the last one has left.
 * Destroying it ends the waiting for a writer. @throws the system's error.
 */
export function readPipe(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

function openIfRead(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO') return undefined;
    throw error;
  }
}
