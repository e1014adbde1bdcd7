import { read } from 'node:fs';
import { promisify } from 'node:util';

/** What serialport's ports on Unix have beside their public methods. */
interface UnixPort {
  readonly fd: number | null;
  readonly isOpen: boolean;
  readonly poller: { once(event: 'readable', told: (error: unknown) => void): unknown };
  read: (buffer: Buffer, offset: number, length: number) => Promise<ReadResult>;
}

interface ReadResult {
  readonly buffer: Buffer;
  readonly bytesRead: number;
}

const readFile = promisify(read);
const TRANSIENT: readonly unknown[] = ['EAGAIN', 'EWOULDBLOCK', 'EINTR'];

/**
 * Of a terminal that is hung up, Linux reads 0 bytes, at once and for ever: the other end of a pty
 * was closed, a USB adapter pulled. serialport reads on without end and never says that the port is
 * gone (unixRead of @serialport/bindings-cpp). Here it is an error, as it is when the hang-up is met
 * by the poller. Other platforms and bindings have no such port.
 */
export function cureHangUp(port: unknown): void {
  if (!isUnixPort(port)) return;
  port.read = (buffer, offset, length) => readOnce(port, { buffer, offset, length });
}

async function readOnce(
  port: UnixPort,
  target: { readonly buffer: Buffer; readonly offset: number; readonly length: number },
): Promise<ReadResult> {
  const { buffer, length, offset } = target;
  for (;;) {
    const bytesRead = await bytesOf(readFile(openFile(port), buffer, offset, length, null));
    if (bytesRead === 0) throw new Error('the other end of the port has hung up');
    if (bytesRead !== undefined) return { buffer, bytesRead };
    openFile(port);
    await readable(port);
  }
}

/** Undefined when there is nothing to read yet. */
async function bytesOf(reading: Promise<ReadResult>): Promise<number | undefined> {
  try {
    return (await reading).bytesRead;
  } catch (error) {
    if (error instanceof Error && 'code' in error && TRANSIENT.includes(error.code))
      return undefined;
    throw error;
  }
}

function readable({ poller }: UnixPort): Promise<void> {
  const { promise, reject, resolve } = Promise.withResolvers<undefined>();
  poller.once('readable', (error) => {
    if (error instanceof Error) reject(error);
    else resolve(undefined);
  });
  return promise;
}

/** serialport passes over an error of this kind: its own host has closed the port. */
function openFile({ fd, isOpen }: UnixPort): number {
  if (isOpen && fd !== null) return fd;
  throw Object.assign(new Error('the port is closed'), { canceled: true });
}

function isUnixPort(port: unknown): port is UnixPort {
  return (
    typeof port === 'object' &&
    port !== null &&
    'fd' in port &&
    'isOpen' in port &&
    'poller' in port &&
    'read' in port &&
    typeof port.read === 'function'
  );
}
