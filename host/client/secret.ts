const SHOWN = '[secret]';

/**
 * A seed or a transport key. It prints as `[secret]` wherever it is logged, templated, inspected
 * or turned into JSON; only `expose` gives the bytes.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  /** Copies the bytes; the caller may overwrite his. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** The bytes themselves, not a copy: for cryptography and nothing else. */
  expose(): Uint8Array {
    return this.#bytes;
  }

  /** Overwrites the bytes with zeros. */
  erase(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN;
  }
}

export function secretBytes(secret: Secret | Uint8Array): Uint8Array {
  return secret instanceof Secret ? secret.expose() : secret;
}
