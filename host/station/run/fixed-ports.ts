import {
  askDeviceId,
  type Connection,
  delay,
  type Link,
  NotAFobError,
  placeOf,
  TransportError,
} from '@fobkit/client';
import { connectAny, type WaysIn } from './connect-any.ts';
import { mergedPorts } from './merged-ports.ts';
import type { PortEvent, PortSource, StationFob, StationPort } from './port.ts';

export interface FixedPortsOptions extends WaysIn {
  /** Device URLs: `tcp:host:port`, `serial:/dev/pts/3`. */
  readonly urls: readonly string[];
  /** Milliseconds from one look to the next; 500 if absent. */
  readonly pollMs?: number;
}

const POLL_MS = 500;

/**
 * Ports at addresses that are given: nothing tells of a fob there, so that it is asked again and
 * again while no visit has it. One that does not open at first is told once. Watching rejects with
 * `NotAFobError` where something is that can never be a port.
 */
export function fixedPorts(options: FixedPortsOptions): PortSource {
  return mergedPorts(options.urls.map((url) => new FixedPort(options, url)));
}

class FixedPort implements PortSource, StationPort {
  readonly name: string;
  readonly #options: FixedPortsOptions;
  readonly #url: string;
  /** Connections of visits, and visits that are about to have one. */
  #users = 0;
  /** Its connection was lost while a visit had it: the fob has left, even if it is back by now. */
  #lost = false;

  constructor(options: FixedPortsOptions, url: string) {
    this.name = placeOf(url);
    this.#options = options;
    this.#url = url;
  }

  async connect(signal: AbortSignal): Promise<StationFob> {
    const ways = { ...this.#options, linkTo: () => this.#watched() };
    const port = { name: this.name, links: [{ url: this.#url }] };
    this.#users++;
    try {
      return await connectAny(ways, port, signal);
    } finally {
      this.#users--;
    }
  }

  async *watch(signal: AbortSignal): AsyncGenerator<PortEvent> {
    const { env, pollMs = POLL_MS } = this.#options;
    let present: string | undefined;
    let looked = false;
    try {
      for (;;) {
        if (this.#users === 0) {
          const found = await askDeviceId(env, this.#link, signal);
          if (present !== undefined && (found !== present || this.#lost)) {
            yield { kind: 'left', port: this.name };
            present = undefined;
          }
          this.#lost = false;
          const fault = looked || found !== undefined ? undefined : await this.#fault(signal);
          looked = true;
          if (fault !== undefined) {
            const { code: reason, message: why } = fault;
            const port = this.name;
            yield { kind: 'waiting', port, reason, why: why.replace(`${port}: `, '') };
          }
          if (found !== undefined && present === undefined) {
            present = found;
            yield { kind: 'arrived', port: this };
          }
        }
        await delay(env.clock, pollMs, signal);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Why it does not open, if it does not. */
  async #fault(signal: AbortSignal): Promise<TransportError | undefined> {
    try {
      await (await this.#link.open({ signal })).close();
      return undefined;
    } catch (error) {
      if (error instanceof TransportError && !(error instanceof NotAFobError)) return error;
      throw error;
    }
  }

  get #link(): Link {
    return this.#options.linkTo(this.#url);
  }

  #watched(): Link {
    const link = this.#link;
    return {
      url: link.url,
      open: async (options) => {
        const connection = await link.open(options);
        this.#watchEnd(connection);
        return connection;
      },
    };
  }

  #watchEnd({ closed }: Connection): void {
    this.#users++;
    void closed.then(({ kind }) => {
      this.#users--;
      if (kind === 'lost') this.#lost = true;
    });
  }
}
