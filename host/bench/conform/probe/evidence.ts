import type { HostClock } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import type { EvidenceLine } from '../evidence-line.ts';

/** So many lines of a check are kept, the last ones: those before a failure. */
const MOST_LINES = 200;
/** Bytes of a message or stretch of a stream that are shown. */
const MOST_BYTES = 256;

/** What was sent and what came, line by line. Bytes of a production fob's codes are not shown. */
export class Evidence {
  readonly #clock: HostClock;
  readonly #begin: number;
  readonly #lines: EvidenceLine[] = [];
  #discreet = false;

  constructor(clock: HostClock) {
    this.#clock = clock;
    this.#begin = clock.now();
  }

  get lines(): readonly EvidenceLine[] {
    return this.#lines;
  }

  /** From now on codes may be in what comes: only lengths are told. */
  hideBytes(): void {
    this.#discreet = true;
  }

  sent(bytes: Uint8Array, note = ''): void {
    this.#add('sent', `${note}${show(bytes)}`);
  }

  came(bytes: Uint8Array, note = ''): void {
    this.#add('came', this.#discreet ? `${note}${bytes.length} bytes` : `${note}${show(bytes)}`);
  }

  did(text: string): void {
    this.#add('did', text);
  }

  #add(what: EvidenceLine['what'], text: string): void {
    if (this.#lines.length >= MOST_LINES) this.#lines.shift();
    this.#lines.push({ ms: Math.round(this.#clock.now() - this.#begin), what, text });
  }
}

function show(bytes: Uint8Array): string {
  const hex = toHex(bytes.subarray(0, MOST_BYTES));
  return bytes.length > MOST_BYTES ? `${hex}… (${bytes.length} bytes)` : hex;
}
