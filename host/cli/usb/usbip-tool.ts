import { execFile } from 'node:child_process';
import { release } from 'node:os';
import { delay, type HostClock } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { UsbMachine } from './usbip-needs.ts';

/** How a program ended. */
export interface Ran {
  /** Null when it did not start, or was killed. */
  readonly status: number | null;
  readonly stderr: string;
}

/** What attaching is done with; a test gives another. */
export interface UsbTool {
  readonly machine: UsbMachine;
  readonly run: (file: string, args: readonly string[]) => Promise<Ran>;
  readonly clock: HostClock;
  readonly signal: AbortSignal;
  /** Whether it is run by sudo where that is needed. */
  readonly sudo: boolean;
}

export function systemTool(signal: AbortSignal, sudo = false): UsbTool {
  const run: UsbTool['run'] = (file, args) => runProgram(file, args, signal);
  return { machine: systemMachine(), run, clock: nodeClock, signal, sudo };
}

export function systemMachine(): UsbMachine {
  return {
    platform: process.platform,
    root: '/',
    release: release(),
    path: process.env['PATH'] ?? '',
    user: process.getuid?.(),
  };
}

/** Shorter than the kernel tries for a server that is not there; long enough for a password. */
const RUN_TIMEOUT_MS = 60_000;

function runProgram(file: string, args: readonly string[], signal: AbortSignal): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  execFile(file, args, { timeout: RUN_TIMEOUT_MS, signal }, (error, _stdout, stderr) => {
    const code = error === null ? 0 : error.code;
    const said = stderr === '' && error !== null ? error.message : stderr;
    resolve({ status: typeof code === 'number' ? code : null, stderr: said });
  });
  return promise;
}

const POLL_MS = 50;
const PATIENCE_MS = 10_000;

/** Looks until there is something to be seen, or patience ends: then what the last look gave. */
export async function lookUntil<T>(
  { clock, signal }: UsbTool,
  look: () => T,
  isEnough: (seen: T) => boolean,
): Promise<T> {
  const deadline = clock.now() + PATIENCE_MS;
  for (;;) {
    const seen = look();
    if (isEnough(seen) || clock.now() >= deadline) return seen;
    await delay(clock, POLL_MS, signal);
  }
}
