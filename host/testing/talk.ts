import type { TranscriptMessage } from '@fobkit/client';

/** Keeps what was said, and knows which request still waits for its reply. */
export class Talk {
  readonly messages: TranscriptMessage[] = [];
  #open: { readonly command: string; readonly unixMs: number } | undefined;
  readonly #unixMs: () => number;

  constructor(unixMs: () => number) {
    this.#unixMs = unixMs;
  }

  add(message: TranscriptMessage): void {
    this.messages.push(message);
    if (message.direction === 'reply') this.#open = undefined;
    else if (message.attempt === 1) {
      this.#open = { command: message.command, unixMs: this.#unixMs() };
    }
  }

  /** What the client waits for, as the end of a sentence. */
  get waiting(): string {
    if (this.#open === undefined) return 'no request of the client is under way';
    const { command, unixMs } = this.#open;
    return `the client waits for ${command} since ${new Date(unixMs).toISOString()}`;
  }
}
