import { execFile } from 'node:child_process';
import type { RunProgram } from '../hub/hub-power.ts';

const MOST_BYTES = 262_144;

/** Runs a program without a shell; its exit status is not looked at. */
export const runProgram: RunProgram = (program, args, timeoutMs) => {
  const { promise, resolve, reject } = Promise.withResolvers<{ stdout: string; stderr: string }>();
  const options = {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  } as const;
  const child = execFile(program, [...args], options, (error, stdout, stderr) => {
    if (error?.killed === true) reject(new Error(`it did not end in ${timeoutMs} ms`));
    else if (error !== null && typeof error.code === 'string') reject(reasonOf(error));
    else resolve({ stdout, stderr });
  });
  child.stdin?.end();
  return promise;
};

function reasonOf(error: Error & { readonly code?: string | number | null }): Error {
  if (error.code === 'ENOENT') {
    return new Error('there is no such program; is the package uhubctl installed?', {
      cause: error,
    });
  }
  return error;
}
