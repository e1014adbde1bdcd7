import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LabelContent } from '../../../../../host/station/label/label.ts';
import type { RunSummary } from '../../../../../host/station/run/run-options.ts';
import type { FarmBench } from '@fobkit/emulator';
import type { StationEvent } from '../../../../../host/station/run/station-event.ts';
import type { FromStation, StationOrder, ToStation } from './messages.ts';

const MAIN = fileURLToPath(new URL('./station-main.ts', import.meta.url));

/** Compiled code of those that were started before, as in vitest.config.ts: it halves a start. */
const COMPILED = fileURLToPath(
  new URL('../../../../../node_modules/.cache/fobkit-compiled', import.meta.url),
);

/** How a station process ended: killed, or with the summary of its run. */
export interface StationEnd {
  readonly signal: NodeJS.Signals | null;
  readonly summary?: RunSummary;
  readonly events: readonly StationEvent[];
  readonly printed: readonly LabelContent[];
  readonly stderr: string;
}

/** A station in a process of its own. It has loaded everything before it is told what to do. */
export class StationProcess {
  readonly #child: ChildProcess;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #exited = Promise.withResolvers<NodeJS.Signals | null>();
  readonly #events: StationEvent[] = [];
  readonly #printed: LabelContent[] = [];
  readonly #unplugged = new AbortController();
  #onEvent: ((event: StationEvent) => void) | undefined;
  #summary: RunSummary | undefined;
  #stderr = '';

  /** @param built Runs the built packages in place of the sources: for measurements. */
  constructor(built = false) {
    const sources = built ? [] : ['--conditions=fobkit-source'];
    this.#child = fork(MAIN, {
      execArgv: [...sources, '--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    this.#child.on('message', (message) => {
      // What our own child sends.
      this.#hear(message as FromStation);
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#child.once('exit', (_code, signal) => {
      this.#unplugged.abort();
      this.#ready.resolve(undefined);
      this.#exited.resolve(signal);
    });
  }

  /** Works on the lot with the fobs of a bench until it is killed or its run is over. */
  async run(
    order: StationOrder,
    bench: FarmBench,
    onEvent?: (event: StationEvent) => void,
  ): Promise<StationEnd> {
    await this.#ready.promise;
    this.#onEvent = (event) => {
      bench.hear(event);
      onEvent?.(event);
    };
    this.#send({ kind: 'run', order });
    const watching = this.#tellPorts(bench);
    const signal = await this.#exited.promise;
    await watching;
    return {
      signal,
      events: this.#events,
      printed: this.#printed,
      stderr: this.#stderr,
      ...(this.#summary === undefined ? {} : { summary: this.#summary }),
    };
  }

  /** `kill -9`, at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  stop(): void {
    this.#send({ kind: 'stop' });
  }

  async #tellPorts(bench: FarmBench): Promise<void> {
    for await (const event of bench.watch(this.#unplugged.signal)) {
      if (event.kind === 'left') this.#send(event);
      else this.#send({ kind: 'arrived', port: event.port.name, url: event.port.url });
    }
  }

  #hear(message: FromStation): void {
    if (message.kind === 'ready') this.#ready.resolve(undefined);
    if (message.kind === 'printed') this.#printed.push(message.label);
    if (message.kind === 'ended') this.#summary = message.summary;
    if (message.kind === 'event') {
      this.#events.push(message.event);
      this.#onEvent?.(message.event);
    }
  }

  #send(message: ToStation): void {
    // It may die in this very moment.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
}
