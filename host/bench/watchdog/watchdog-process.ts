import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type HostClock, RigError } from '@fobkit/client';
import { WATCHDOG_READY, type WatchdogLine, type WatchdogOrder } from './order.ts';

const READY_MS = 20_000;
const BEAT_MS = 2_000;
/** One that acts meanwhile may take its time; one that hangs is of no use any more. */
const FAREWELL_MS = 60_000;

/** The watchdog of a run, from the run's side. */
export interface WatchdogProcess {
  readonly pid: number;
  /** Whether it has gone, though nobody dismissed it. */
  readonly ended: boolean;
  /** Tells what there is to be guarded, instead of what it was told before. */
  guard(order: WatchdogOrder): Promise<void>;
  /** Everything is safe: it ends. */
  dismiss(): Promise<void>;
  /** Something is not safe: it goes on trying from now on, whatever becomes of this process. */
  alarm(): void;
}

export type StartWatchdog = (clock: HostClock) => Promise<WatchdogProcess>;

/**
 * Starts a watchdog in a process and a session of its own. It gets heartbeats by itself as long as
 * this process is alive and not stuck. Rejects with RigError `contact` when it does not start.
 */
export const startWatchdog: StartWatchdog = (clock) => {
  const fromSource = import.meta.url.endsWith('.ts');
  const main = new URL(fromSource ? './main.ts' : './main.js', import.meta.url);
  const condition = fromSource ? ['--conditions=fobkit-source'] : [];
  const child = spawn(process.execPath, [...condition, fileURLToPath(main)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const { pid } = child;
  if (pid === undefined) {
    const { promise, reject } = Promise.withResolvers<never>();
    child.once('error', (cause) => {
      reject(new RigError('contact', `no watchdog: Node.js does not start: ${cause.message}`));
    });
    return promise;
  }
  return Promise.resolve(new Guarding(child, pid, clock));
};

class Guarding implements WatchdogProcess {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #clock: HostClock;
  #heard = '';
  #ready = 0;
  #ended = false;
  #wake: () => void = () => undefined;
  #stopBeat: () => void = () => undefined;

  constructor(child: ChildProcess, pid: number, clock: HostClock) {
    this.pid = pid;
    this.#child = child;
    this.#clock = clock;
    child.stdin?.on('error', () => undefined);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#heard += text;
      const lines = this.#heard.split('\n');
      this.#heard = lines.pop() ?? '';
      this.#ready += lines.filter((line) => line === WATCHDOG_READY).length;
      this.#wake();
    });
    child.once('exit', () => {
      this.#ended = true;
      this.#wake();
    });
    // It is not waited for when the run ends without a word.
    child.unref();
  }

  get ended(): boolean {
    return this.#ended;
  }

  async guard(order: WatchdogOrder): Promise<void> {
    const before = this.#ready;
    this.#say({ say: 'guard', order });
    let late = false;
    const cancel = this.#clock.after(READY_MS, () => {
      late = true;
      this.#wake();
    });
    try {
      await this.#until(() => this.#ready > before || this.#ended || late);
    } finally {
      cancel();
    }
    if (this.#ready <= before) {
      const why = this.#ended ? 'it has ended' : `it says nothing in ${READY_MS / 1000} s`;
      throw new RigError('contact', `no watchdog: ${why}`);
    }
    this.#beat();
  }

  async dismiss(): Promise<void> {
    this.#stopBeat();
    if (this.#ended) return;
    this.#child.ref();
    this.#say({ say: 'bye' });
    this.#child.stdin?.end();
    const cancel = this.#clock.after(FAREWELL_MS, () => {
      this.#child.kill('SIGKILL');
    });
    try {
      await this.#until(() => this.#ended);
    } finally {
      cancel();
    }
  }

  alarm(): void {
    this.#stopBeat();
    this.#child.stdin?.end();
  }

  #beat(): void {
    this.#stopBeat();
    this.#stopBeat = this.#clock.after(BEAT_MS, () => {
      this.#say({ say: 'beat' });
      this.#beat();
    });
  }

  #say(line: WatchdogLine): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#wake = () => {
        resolve(undefined);
      };
      await promise;
    }
  }
}
