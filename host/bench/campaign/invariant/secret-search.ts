import { Buffer } from 'node:buffer';
import { encodeBase32, toHex } from '@fobkit/protocol';

/** So many bytes in a row of a secret are a leak: 48 bits do not meet by chance. */
const RUN = 6;

/** Looks for runs of secrets in bytes, and in texts as hex, base32, base64 or numbers. */
export class SecretSearch {
  /** Whether some run begins with these two bytes. */
  readonly #begins = new Uint8Array(0x1_0000);
  readonly #runs = new Map<string, string>();
  readonly #hex = new Map<string, string>();
  readonly #base32 = new Map<string, string>();
  readonly #base64 = new Map<string, string>();
  readonly #numbers = new Map<string, string>();
  readonly #known = new Set<string>();

  /** `what` names the secret in a message: `the seed`. */
  add(secret: Uint8Array, what: string): void {
    const whole = toHex(secret);
    if (this.#known.has(whole)) return;
    this.#known.add(whole);
    for (let at = 0; at + RUN <= secret.length; at++) {
      const run = secret.subarray(at, at + RUN);
      this.#begins[((run[0] ?? 0) << 8) | (run[1] ?? 0)] = 1;
      this.#runs.set(latin1(run), what);
      this.#hex.set(toHex(run), what);
      this.#numbers.set(run.join(','), what);
    }
    for (let skip = 0; skip < 5; skip++) {
      windowsOf(base32Of(secret.subarray(skip)), 10, (window) => this.#base32.set(window, what));
    }
    for (let skip = 0; skip < 3; skip++) {
      // What stands before decides at which of three places a byte falls in base64.
      const text = Buffer.from(secret.subarray(skip)).toString('base64').replaceAll('=', '');
      windowsOf(text, 8, (window) => this.#base64.set(window, what));
    }
  }

  /** Which secret the bytes hold a run of; undefined when none. */
  inBytes(bytes: Uint8Array): string | undefined {
    for (let at = 0; at + RUN <= bytes.length; at++) {
      if (this.#begins[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] === 0) continue;
      const what = this.#runs.get(latin1(bytes.subarray(at, at + RUN)));
      if (what !== undefined) return what;
    }
    return undefined;
  }

  /** The same of a text. */
  inText(text: string): string | undefined {
    return (
      within(text, /[0-9a-fA-F]{12,}/g, 12, (window) => this.#hex.get(window.toLowerCase())) ??
      this.#inDump(text) ??
      within(text, /[A-Za-z2-7]{10,}/g, 10, (window) => this.#base32.get(window.toUpperCase())) ??
      within(text, /[A-Za-z0-9+/_-]{8,}/g, 8, (window) =>
        this.#base64.get(window.replaceAll('-', '+').replaceAll('_', '/')),
      ) ??
      this.#inNumbers(text)
    );
  }

  /** `12 34 ab`, `12:34:ab`: what stands between the bytes is left out. */
  #inDump(text: string): string | undefined {
    const dumps = text.match(/(?:[0-9a-fA-F]{2}[ :-]){5,}[0-9a-fA-F]{2}/g) ?? [];
    for (const dump of dumps) {
      const hex = dump.replaceAll(/[ :-]/g, '').toLowerCase();
      const what = within(hex, /.+/g, 12, (window) => this.#hex.get(window));
      if (what !== undefined) return what;
    }
    return undefined;
  }

  /** `[18,52,…]`, and `{"0":18,"1":52,…}` as an array of bytes is printed. */
  #inNumbers(text: string): string | undefined {
    const lists = text.match(/(?:(?:"\d+": ?)?\d{1,3}, ?){5,}(?:"\d+": ?)?\d{1,3}/g) ?? [];
    for (const list of lists) {
      const numbers = list.replaceAll(/"\d+": ?/g, '').split(/, ?/);
      for (let at = 0; at + RUN <= numbers.length; at++) {
        const what = this.#numbers.get(numbers.slice(at, at + RUN).join(','));
        if (what !== undefined) return what;
      }
    }
    return undefined;
  }
}

function within(
  text: string,
  runs: RegExp,
  length: number,
  find: (window: string) => string | undefined,
): string | undefined {
  for (const [run] of text.matchAll(runs)) {
    for (let at = 0; at + length <= run.length; at++) {
      const what = find(run.slice(at, at + length));
      if (what !== undefined) return what;
    }
  }
  return undefined;
}

function windowsOf(text: string, length: number, each: (window: string) => void): void {
  for (let at = 0; at + length <= text.length; at++) each(text.slice(at, at + length));
}

/** Without the last sign: what stands after the secret has a part in it. */
function base32Of(bytes: Uint8Array): string {
  return encodeBase32(bytes)
    .replaceAll('=', '')
    .slice(0, Math.floor((bytes.length * 8) / 5));
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
