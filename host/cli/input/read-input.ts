import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openRegularFile, readPipe } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** No seed, key or profile is longer, in bytes. */
const MOST = 65_536;
const MOST_SNAPSHOT = 1_048_576;

/**
 * The text of a file, or of standard input where `file` is `-`.
 *
 * @param what Names it in errors: `the seed`. What is in it is never told.
 */
export function readInput(cli: Cli, file: string, what: string): Promise<string> {
  return readUpTo(cli, file, { what, most: MOST });
}

export function readSnapshot(cli: Cli, file: string): Promise<string> {
  return readUpTo(cli, file, { what: 'the snapshot', most: MOST_SNAPSHOT });
}

/** What is read again and again, and so comes from standard input or a regular file alone. */
export function readBenchFile(cli: Cli, file: string): Promise<string> {
  return readUpTo(cli, file, { what: 'the bench file', most: MOST, regular: true });
}

interface Wanted {
  readonly what: string;
  readonly most: number;
  /** Whether no named pipe will do. */
  readonly regular?: boolean;
}

async function readUpTo(cli: Cli, file: string, wanted: Wanted): Promise<string> {
  const { what } = wanted;
  if (file === '-') {
    if (cli.stdin.isTTY === true) cli.out.note(`Type ${what}, then Ctrl-D:`);
    try {
      return await readAll(cli, cli.stdin, wanted);
    } catch (error) {
      throw unreadable(error, 'standard input', what);
    }
  }
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw usage(`${what}: ${shown(file)} is a folder`);
    return await readAll(cli, await streamOf(file, found.isFIFO(), wanted), wanted);
  } catch (error) {
    throw unreadable(error, file, what);
  }
}

async function streamOf(file: string, isPipe: boolean, { regular }: Wanted): Promise<Readable> {
  if (regular === true) return (await openRegularFile(file)).createReadStream();
  return isPipe ? readPipe(file) : createReadStream(file);
}

async function readAll(cli: Cli, stream: Readable, { what, most }: Wanted): Promise<string> {
  const stop = (): void => {
    stream.destroy(new Error('cancelled'));
  };
  if (cli.signal.aborted) stop();
  cli.signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = bytesOf(chunk);
      length += bytes.length;
      if (length > most) throw usage(`${what}: too long; the most is ${String(most)} bytes`);
      chunks.push(bytes);
    }
  } finally {
    cli.signal.removeEventListener('abort', stop);
  }
  const all = Buffer.concat(chunks);
  const text = all.toString('utf8');
  for (const bytes of [all, ...chunks]) bytes.fill(0);
  return text;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
};

function unreadable(error: unknown, file: string, what: string): unknown {
  // What the operating system says of a path that the user named is no fault of fob.
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const code = String(error.code);
  const reason = REASONS[code] ?? `it cannot be read (${code})`;
  return usage(`${what}: ${shown(file)}: ${reason}`, { cause: error });
}

/** Somebody may have given a secret where a file's name goes. */
export function shown(file: string): string {
  return /^(?:[0-9a-f]{16,}|[A-Z2-7]{16,}=*)$/i.test(file) ? '(what was given)' : file;
}

/** A stream without an encoding gives nothing but bytes. */
function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new TypeError('a stream gave no bytes');
}
