import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostClock } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import * as v from 'valibot';
import type { BenchOrder } from './bench-order.ts';
import { LaunchError } from './control-error.ts';
import { makeStateFolder } from './make-state-folder.ts';
import type { PlugOrder } from './sim-orders.ts';
import { type SimRecord, simRecordSchema } from './sim-record.ts';
import { type StateFolder, stateFolder, unlessMissing } from './state-folder.ts';
import { stateFailure } from './state-folder-error.ts';

const READY_TIMEOUT_MS = 20_000;

export interface LaunchOptions {
  /** The name of a fob type, or a profile as data; `generic` if absent. */
  readonly profile?: string | Readonly<Record<string, unknown>>;
  /** How many fobs in the one process: 1 to 1000; 1 if absent. */
  readonly count?: number;
  /** By what each is reached; a pty if absent. */
  readonly plugs?: readonly PlugOrder[];
  /** 16 hex digits each, for the first fobs; drawn if absent. */
  readonly deviceIds?: readonly string[];
  /** Draws what differs from fob to fob; the next fob has the next seed. Drawn if absent. */
  readonly seed?: number;
  /** World time at the start, in unix seconds; the machine's if absent. */
  readonly unixTime?: number;
  /** World time then moves only when told to. */
  readonly frozen?: boolean;
  /** The text of a snapshot: its fob comes up instead of a new one. */
  readonly snapshot?: string;
  /** Of the control channel; a free one if absent. */
  readonly controlPort?: number;
  /** A pcapng file, by its absolute path: what passes the plugs is captured (docs/captures.md). */
  readonly trace?: string;
  /** Emulated instruments around the fobs, and what goes wrong with them. */
  readonly bench?: BenchOrder;
  readonly state?: StateFolder;
  readonly clock?: HostClock;
}

/**
 * Starts a process of emulated fobs that lives on by itself, and resolves when it is ready. The
 * fobs end by `ControlClient.shutdown`, or a SIGTERM.
 *
 * Rejects with a `LaunchError` that tells what the process said, with a `StateFolderError` when
 * there is no place to note the fobs down.
 */
export async function launchSim(options: LaunchOptions = {}): Promise<readonly SimRecord[]> {
  const { state = stateFolder(), clock = nodeClock, ...orders } = options;
  makeStateFolder(state);
  const logFile = join(state.sims, `${randomBytes(6).toString('hex')}.log`);
  const log = openLog(state, logFile);
  const child = startDaemon(log);
  closeSync(log);
  try {
    child.stdin?.end(JSON.stringify({ ...orders, statePath: state.path, logFile }));
    const records = v.parse(v.array(simRecordSchema), JSON.parse(await readyLine(child, clock)));
    child.unref();
    return records;
  } catch (error) {
    child.kill('SIGKILL');
    const said = unlessMissing(() => readFileSync(logFile, 'utf8'))?.trim();
    rmSync(logFile, { force: true });
    if (said === undefined || said === '') throw error;
    throw new LaunchError(`the emulated fob did not come up: ${said}`, { cause: error });
  }
}

function openLog(state: StateFolder, logFile: string): number {
  try {
    return openSync(logFile, 'wx', 0o600);
  } catch (error) {
    throw stateFailure(state.path, logFile, error);
  }
}

function startDaemon(log: number): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const main = new URL(fromSource ? './daemon-main.ts' : './daemon-main.js', import.meta.url);
  const condition = fromSource ? ['--conditions=fobkit-source'] : [];
  return spawn(process.execPath, [...condition, fileURLToPath(main)], {
    detached: true,
    stdio: ['pipe', 'pipe', log],
    cwd: '/',
    windowsHide: true,
  });
}

/** The first line of stdout; the pipes are let go after it. */
function readyLine(child: ChildProcess, clock: HostClock): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { stdin, stdout } = child;
  let said = '';
  const cancel = clock.after(READY_TIMEOUT_MS, () => {
    reject(new LaunchError('the emulated fob did not come up in 20 s'));
  });
  // One who dies at once does not read his orders; what he says tells more than the broken pipe.
  stdin?.on('error', () => undefined);
  stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    const end = said.indexOf('\n');
    if (end >= 0) resolve(said.slice(0, end));
  });
  child.once('error', (error) => {
    reject(new LaunchError(`Node.js does not start: ${error.message}`, { cause: error }));
  });
  child.once('exit', (status, signal) => {
    const how = status === null ? String(signal) : `status ${status}`;
    reject(new LaunchError(`the process of the emulated fob ended with ${how}`));
  });
  return promise.finally(() => {
    cancel();
    stdout?.destroy();
    child.removeAllListeners();
  });
}
