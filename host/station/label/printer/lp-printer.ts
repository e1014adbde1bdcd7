import { spawn } from 'node:child_process';
import { PrinterError } from '../label.ts';
import { patiently } from './patience.ts';
import type { Patience } from './patience.ts';

export interface LpJob {
  /** The queue of CUPS. */
  readonly queue: string;
  readonly bytes: Uint8Array;
  /** Not to be converted by a driver. */
  readonly raw: boolean;
}

export interface LpOptions extends Patience {
  /** The program; `lp` if absent. */
  readonly program?: string;
}

const LONGEST_TOLD = 200;

/** Gives a label to CUPS. Resolves when the queue has taken it, which is not yet on paper. */
export async function printByLp(job: LpJob, options: LpOptions): Promise<void> {
  const { program = 'lp' } = options;
  options.signal?.throwIfAborted();
  const name = `lp:${job.queue}`;
  const raw = job.raw ? ['-o', 'raw'] : [];
  const child = spawn(program, ['-d', job.queue, '-t', 'fob label', ...raw, '-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let told = '';
  child.stderr.on('data', (bytes: Buffer) => {
    if (told.length < LONGEST_TOLD) told += bytes.toString('utf8');
  });
  child.on('error', (error) => reject(notStarted(name, program, error)));
  child.on('close', (code) => {
    const [line = ''] = told.trim().slice(0, LONGEST_TOLD).split('\n');
    const why = line === '' ? `status ${String(code)}` : line;
    if (code === 0) resolve(undefined);
    else reject(new PrinterError(`${name}: ${why}; see lpstat -p ${job.queue}`));
  });
  // Its end tells more than a broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(job.bytes);
  try {
    await patiently(promise, options, () => {
      const seconds = String(options.timeoutMs / 1000);
      return new PrinterError(`${name}: no answer of lp in ${seconds} s; is CUPS running?`);
    });
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

function notStarted(name: string, program: string, error: Error): PrinterError {
  const missing = 'code' in error && error.code === 'ENOENT';
  const remedy = missing ? 'it is not installed (Debian: cups-client)' : error.message;
  return new PrinterError(`${name}: the program ${program} did not start: ${remedy}`, {
    cause: error,
  });
}
