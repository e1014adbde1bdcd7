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
}

export function systemTool(signal: AbortSignal): UsbTool {
  return { machine: systemMachine(), run, clock: nodeClock, signal };
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

/** Longer than a server takes that is there, shorter than the kernel tries for one that is not. */
const RUN_TIMEOUT_MS = 20_000;

function run(file: string, args: readonly string[]): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  execFile(file, args, { timeout: RUN_TIMEOUT_MS }, (error, _stdout, stderr) => {
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
