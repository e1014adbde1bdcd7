import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { UHID_EVENT_SIZE } from './uhid-event.ts';
import { codeOf, UhidError, uhidOpenError } from './uhid-error.ts';

/** An open /dev/uhid, or a double of one. None of its calls waits. */
export interface UhidFile {
  /** The next event of the kernel; undefined when there is none now. */
  read(): Uint8Array | undefined;
  /** @throws Error when the kernel refuses the event. */
  write(event: Uint8Array): void;
  /** Takes the device away, if there is one. */
  close(): void;
}

/** @throws UhidError that says what to do. */
export function openUhidFile(path: string): UhidFile {
  if (process.platform !== 'linux') {
    throw new UhidError('uhid is a part of Linux: here, use USB/IP or a plug for unit tests');
  }
  let file: number;
  try {
    file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    throw uhidOpenError(path, error);
  }
  const buffer = new Uint8Array(UHID_EVENT_SIZE);
  return {
    read() {
      try {
        return buffer.slice(0, readSync(file, buffer));
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') return undefined;
        throw error;
      }
    },
    write(event) {
      writeSync(file, event);
    },
    close() {
      closeSync(file);
    },
  };
}
