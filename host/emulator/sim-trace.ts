import { type CaptureFile, openCaptureFile } from '@fobkit/client/node';
import type { Plug, Pluggable } from '@fobkit/firmware-sim/plug';
import type { LiveFob } from './live-fob.ts';
import { type ObservedPlug, PlugCapture } from './plug-capture.ts';
import type { PlugOrder } from './sim-orders.ts';

/** The capture of a process of emulated fobs, in a file. */
export class SimTrace {
  readonly #file: CaptureFile;
  readonly #path: string;
  readonly #capture: PlugCapture;

  private constructor(path: string, file: CaptureFile) {
    this.#path = path;
    this.#file = file;
    this.#capture = new PlugCapture({ write: file.write, application: 'fob sim up' });
  }

  /** Rejects with `UsageError` when the file cannot be written. */
  static async open(path: string): Promise<SimTrace> {
    return new SimTrace(path, await openCaptureFile(path));
  }

  /** The same fob for a plug of bytes. */
  wired(live: LiveFob, { kind }: PlugOrder): Pluggable {
    return kind === 'pty' || kind === 'tcp' ? this.#capture.over(live, kind) : live;
  }

  /** Watches the transfers of a plug, if it is one of USB. */
  watch(live: LiveFob, { kind }: PlugOrder, plug: Plug): void {
    if (isObserved(plug)) this.#capture.observe(live, kind, plug);
  }

  /** Tells on standard error when the capture is not whole. */
  close(): void {
    const { failure } = this.#file;
    if (failure !== undefined) console.error(`the trace ${this.#path} is not whole (${failure})`);
    this.#file.close();
  }
}

function isObserved(plug: Plug): plug is Plug & ObservedPlug {
  return 'observe' in plug && typeof plug.observe === 'function';
}
