import type { RealTime } from './real-time.ts';
import type { UhidFile } from './uhid-file.ts';

/** Milliseconds after an event in which every turn looks, since more is likely to follow. */
const HOT_MS = 5;
/** While a program has the device open: at first, and after a second without an event. */
const OPEN_MS = 1;
const QUIET_MS = 5;
const QUIET_AFTER_MS = 1_000;
/** While nobody has it open. */
const IDLE_MS = 20;

/**
 * Looks for events of the kernel. Node cannot wait for them on a character device but in a thread
 * of its small pool, which a read would occupy for good and which would keep the process from
 * ending: so the file is asked now and then, often while there is a conversation. The kernel holds
 * 31 events, more than a program writes before it waits for an answer.
 */
export class UhidWatch {
  readonly #file: UhidFile;
  readonly #time: RealTime;
  readonly #onEvent: (event: Uint8Array) => void;
  readonly #onFailure: (error: unknown) => void;
  #last: number;
  #opened = false;
  #cancel: (() => void) | undefined;

  constructor(
    file: UhidFile,
    time: RealTime,
    heard: { event(bytes: Uint8Array): void; failure(error: unknown): void },
  ) {
    this.#file = file;
    this.#time = time;
    this.#onEvent = (bytes) => heard.event(bytes);
    this.#onFailure = (error) => heard.failure(error);
    this.#last = time.now();
    this.#plan();
  }

  /** Whether a program has the device open, so that it is worth looking often. */
  set opened(opened: boolean) {
    this.#opened = opened;
  }

  /** Something is about to happen: looks at every turn for a while. */
  expect(): void {
    this.#last = this.#time.now();
    this.#cancel?.();
    this.#plan();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #plan(): void {
    this.#cancel = this.#time.after(this.#pause(), () => this.#look());
  }

  #pause(): number {
    const silence = this.#time.now() - this.#last;
    if (silence < HOT_MS) return 0;
    if (!this.#opened) return IDLE_MS;
    return silence < QUIET_AFTER_MS ? OPEN_MS : QUIET_MS;
  }

  #look(): void {
    this.#plan();
    try {
      for (let event = this.#file.read(); event !== undefined; event = this.#file.read()) {
        this.#last = this.#time.now();
        this.#onEvent(event);
        // It may have been stopped meanwhile.
        if (this.#cancel === undefined) return;
      }
    } catch (error) {
      this.stop();
      this.#onFailure(error);
    }
  }
}
