import type { HostClock } from '@fobkit/client';
import * as v from 'valibot';
import { MOST_LINE, type WatchdogOrder, watchdogLine } from './order.ts';

/** Why a watchdog acts. */
export type WatchdogReason = 'the run has died' | 'the run has fallen silent' | 'odd orders';

/** What it does with that. */
export interface WatchdogActs {
  /** It has its orders, and guards from now on. */
  ready(): void;
  /** Makes everything safe. Called once. */
  act(order: WatchdogOrder, reason: WatchdogReason): void;
  /** It is not needed any more. */
  done(): void;
}

/**
 * Listens to a run, line by line. When the run says goodbye it ends; when the pipe ends before that,
 * or no heartbeat comes for too long, it makes the instruments safe that it was told of last.
 */
export class Watchdog {
  readonly #clock: HostClock;
  readonly #acts: WatchdogActs;
  #order: WatchdogOrder | undefined;
  #heard = '';
  #over = false;
  #cancel: () => void = () => undefined;

  constructor(clock: HostClock, acts: WatchdogActs) {
    this.#clock = clock;
    this.#acts = acts;
  }

  hear(text: string): void {
    if (this.#over) return;
    this.#heard += text;
    const lines = this.#heard.split('\n');
    this.#heard = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
    if (this.#heard.length > MOST_LINE) this.#act('odd orders');
  }

  /** The pipe has ended. */
  ended(): void {
    this.#act('the run has died');
  }

  #take(line: string): void {
    const said = readLine(line);
    if (said === undefined) {
      this.#act('odd orders');
      return;
    }
    if (said.say === 'bye') {
      this.#finish();
      this.#acts.done();
      return;
    }
    if (said.say === 'guard') {
      this.#order = said.order;
      this.#acts.ready();
    }
    this.#listenOn();
  }

  #listenOn(): void {
    this.#cancel();
    if (this.#order === undefined || this.#over) return;
    this.#cancel = this.#clock.after(this.#order.silenceMs, () => {
      this.#act('the run has fallen silent');
    });
  }

  #act(reason: WatchdogReason): void {
    if (this.#over) return;
    this.#finish();
    if (this.#order === undefined) this.#acts.done();
    else this.#acts.act(this.#order, reason);
  }

  #finish(): void {
    this.#over = true;
    this.#cancel();
  }
}

function readLine(line: string): v.InferOutput<typeof watchdogLine> | undefined {
  try {
    return v.parse(watchdogLine, JSON.parse(line));
  } catch {
    return undefined;
  }
}
