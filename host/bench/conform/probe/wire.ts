import { type Connection, delay, type HostClock, type Link } from '@fobkit/client';
import type { Evidence } from './evidence.ts';

/** How long a check waits for what is due, in milliseconds. */
export const PATIENCE_MS = 2000;
/** How long it listens before it believes that nothing comes. */
export const SILENCE_MS = 300;

/** An open link of bytes or reports, with everything that came kept until it is taken. */
export class Wire {
  readonly #connection: Connection;
  readonly #clock: HostClock;
  readonly #evidence: Evidence;
  readonly #name: string;
  readonly #chunks: Uint8Array[] = [];
  #wake: (() => void) | undefined;

  private constructor(name: string, connection: Connection, clock: HostClock, evidence: Evidence) {
    this.#name = name;
    this.#connection = connection;
    this.#clock = clock;
    this.#evidence = evidence;
    connection.onBytes((bytes) => {
      evidence.came(bytes, `${name} `);
      this.#chunks.push(bytes.slice());
      this.#wake?.();
    });
  }

  static async open(
    name: string,
    link: Link,
    world: { readonly clock: HostClock; readonly evidence: Evidence },
  ): Promise<Wire> {
    return new Wire(name, await link.open(), world.clock, world.evidence);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#evidence.sent(bytes, `${this.#name} `);
    await this.#connection.write(bytes);
  }

  /** The next chunk or report; undefined when none comes in time. */
  async next(ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    if (this.#chunks.length === 0) {
      this.#wake = () => {
        resolve(undefined);
      };
      const cancel = this.#clock.after(ms, () => {
        resolve(undefined);
      });
      await promise;
      cancel();
      this.#wake = undefined;
    }
    return this.#chunks.shift();
  }

  /** Everything that comes within that time, and what came before. */
  async during(ms = SILENCE_MS): Promise<readonly Uint8Array[]> {
    await delay(this.#clock, ms);
    return this.#chunks.splice(0);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
