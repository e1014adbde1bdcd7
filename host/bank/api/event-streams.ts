import type { HostClock } from '@fobkit/client';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StaffActor } from '../domain/actor.ts';
import type { Bank } from '../domain/bank.ts';
import { StreamPlaces } from '../web/stream-places.ts';
import type { Answer } from './route.ts';

/** What other processes did is seen so often, and whoever listens hears that the line is there. */
const LOOK_MS = 2_000;

/** Who listens. */
export interface Watcher {
  readonly actor: StaffActor;
  readonly isAllowed: () => Promise<boolean>;
}

/**
 * Streams of events. Each reads from the store where it has come to, so that nobody who reads slowly
 * is waited for, none is missed, and what other processes did is seen too.
 */
export class EventStreams {
  readonly #bank: Pick<Bank, 'events'>;
  readonly #clock: HostClock;
  readonly #places: StreamPlaces;

  constructor(bank: Pick<Bank, 'events'>, clock: HostClock, places = new StreamPlaces()) {
    this.#bank = bank;
    this.#clock = clock;
    this.#places = places;
  }

  /**
   * `after`: the last event that was seen; from now on if absent. `isAllowed` is asked before each
   * look: a token may be revoked while its stream is open.
   */
  open(context: Context, { actor, isAllowed }: Watcher, after: number | undefined): Answer {
    const leavePlace = this.#places.take(actor.name);
    if (leavePlace === 'own') return { refusal: 'too-many-own-streams', retryAfter: 60 };
    if (leavePlace === 'all') return { refusal: 'too-many-streams', retryAfter: 60 };
    const { events } = this.#bank;
    // nginx would keep events until it has a page of them.
    context.header('X-Accel-Buffering', 'no');
    return streamSSE(context, async (stream) => {
      let happened = false;
      let wake: () => void = () => undefined;
      const rouse = (): void => {
        happened = true;
        wake();
      };
      const leave = events.subscribe(actor, rouse);
      stream.onAbort(rouse);
      try {
        const [newest] = after === undefined ? await events.latest(actor, { most: 1 }) : [];
        let last = after ?? newest?.sequence ?? 0;
        await stream.write(': events of the bank\n\n');
        while (!stream.aborted && (await isAllowed())) {
          happened = false;
          const found = await events.after(actor, last);
          for (const event of found) {
            const data = JSON.stringify(event);
            await stream.writeSSE({ id: String(event.sequence), event: event.kind, data });
            last = event.sequence;
          }
          if (found.length > 0) continue;
          const woken = await this.#wait(
            () => happened,
            (run) => (wake = run),
          );
          if (!woken) await stream.write(': still here\n\n');
        }
      } finally {
        leave();
        leavePlace();
      }
    });
  }

  /** Whether it was woken; false when nothing has happened for a while. */
  #wait(happened: () => boolean, onWake: (wake: () => void) => void): Promise<boolean> {
    if (happened()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const cancel = this.#clock.after(LOOK_MS, () => {
        resolve(false);
      });
      onWake(() => {
        cancel();
        resolve(true);
      });
    });
  }
}
