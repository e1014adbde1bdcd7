import { setImmediate as turn } from 'node:timers/promises';
import type { Link } from '@fobkit/client';
import type { WireEnd } from '@fobkit/firmware-sim';
import type { Pluggable, UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { tapped } from './tapped.ts';

/** The endpoints of a link over USB. */
export interface UsbLinkEndpoints {
  readonly in: number;
  readonly out: number;
  /** Bytes of a report, where it carries reports. */
  readonly report?: number;
}

/**
 * Counts the bytes at both ends of a way, so that it is known when none is under way any more,
 * however long the operating system takes to carry them.
 */
export class Flow {
  #written = 0;
  #arrived = 0;
  #answered = 0;
  #received = 0;
  /** Questions to the operating system that it has not answered yet. */
  #asked = 0;
  /** The fob has something for the host, who was not told yet that it has not. */
  #offered = false;
  #plugged = false;
  #connection: 'none' | 'open' | 'ended' = 'none';
  #waiting: (() => void)[] = [];

  /** The fob with a counter at its end of the wire. */
  fobEnd(fob: Pluggable): Pluggable {
    return {
      plugIn: () => {
        const wire = fob.plugIn();
        this.#plugged = true;
        wire.onUnplugged(() => {
          this.#plugged = false;
          this.#changed();
        });
        return this.#counted(wire);
      },
    };
  }

  /** The fob with a counter at its end of a USB cable, for a link over these two endpoints. */
  usbEnd(fob: UsbPluggable, link: UsbLinkEndpoints): UsbPluggable {
    return {
      plugInUsb: () => {
        const cable = fob.plugInUsb();
        this.#plugged = true;
        this.#offered = false;
        cable.onUnplugged(() => {
          this.#plugged = false;
          this.#changed();
        });
        cable.onReady((address) => {
          if (address === link.in) this.#offered = true;
        });
        return this.#countedCable(cable, link);
      },
    };
  }

  /** The link with a counter at the host's end. */
  hostEnd(link: Link): Link {
    return {
      url: link.url,
      open: async (options) => {
        this.#written = this.#arrived = this.#answered = this.#received = 0;
        const connection = await this.#ask(link.open(options));
        this.#connection = 'open';
        void connection.closed.then(() => {
          this.#connection = 'ended';
          this.#changed();
        });
        const counted = tapped(connection, {
          written: ({ length }) => {
            this.#written += length;
          },
          received: ({ length }) => {
            this.#received += length;
            this.#changed();
          },
        });
        return {
          ...counted,
          // A host that is told late that its bytes have arrived sends the next ones late.
          write: (bytes) => this.#ask(counted.write(bytes)),
          isGone: () => this.#ask(counted.isGone()),
        };
      },
    };
  }

  /** Resolves when every byte has arrived and everything that follows from it has happened. */
  async idle(): Promise<void> {
    do {
      while (this.#isUnderWay()) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        this.#waiting.push(() => {
          resolve(undefined);
        });
        await promise;
      }
      await turn();
    } while (this.#isUnderWay());
  }

  #isUnderWay(): boolean {
    if (this.#asked > 0) return true;
    if (this.#connection !== 'open') return false;
    // A host hears of an unplugged fob by the end of its connection.
    if (!this.#plugged || this.#offered) return true;
    return this.#written !== this.#arrived || this.#answered !== this.#received;
  }

  #counted(wire: WireEnd): WireEnd {
    return {
      id: wire.id,
      write: (bytes) => {
        this.#arrived += bytes.length;
        wire.write(bytes);
        this.#changed();
      },
      onBytes: (listener) =>
        wire.onBytes((bytes) => {
          this.#answered += bytes.length;
          listener(bytes);
        }),
      onUnplugged: (listener) => wire.onUnplugged(listener),
      get plugged() {
        return wire.plugged;
      },
      hangUp: () => {
        wire.hangUp();
      },
      unplug: () => {
        wire.unplug();
      },
    };
  }

  #countedCable(cable: UsbEnd, link: UsbLinkEndpoints): UsbEnd {
    return {
      ...cable,
      get plugged() {
        return cable.plugged;
      },
      get busState() {
        return cable.busState;
      },
      in: (endpoint) => {
        let answer = cable.in(endpoint);
        if ((endpoint | 0x80) !== link.in) return answer;
        // Kernels differ in what they make of an input report that is too short: none comes here.
        while (typeof answer !== 'string' && answer.length < (link.report ?? 0)) {
          answer = cable.in(endpoint);
        }
        if (answer === 'nak') this.#offered = false;
        if (typeof answer !== 'string') this.#answered += answer.length;
        this.#changed();
        return answer;
      },
      out: (endpoint, packet) => {
        const answer = cable.out(endpoint, packet);
        if (endpoint === link.out && answer === 'ack') this.#arrived += packet.length;
        this.#changed();
        return answer;
      },
    };
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    this.#asked++;
    try {
      return await answer;
    } finally {
      this.#asked--;
      this.#changed();
    }
  }

  #changed(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
