import type { HostClock } from '@fobkit/client';
import type { Fob } from '@fobkit/firmware-sim';
import { toHex } from '@fobkit/protocol';
import type { LiveClock } from '../live-clock.ts';
import type { LiveFob } from '../live-fob.ts';
import { Dice } from './dice.ts';
import type { FobWish, Mishap } from './fob-wish.ts';
import type { Way, WayMaker } from './way.ts';
import type { WorkMeter } from './work-times.ts';

export interface FarmFobParts {
  /** In the order in which they were made, from 1; those that were made before from 0 down. */
  readonly number: number;
  readonly wish: FobWish;
  readonly fob: Fob;
  readonly meter?: WorkMeter | undefined;
}

/** A fob of a farm: on the wall's time while it is in a port or in somebody's hand. */
export class FarmFob {
  readonly number: number;
  readonly wish: FobWish;
  readonly deviceId: string;
  readonly fob: Fob;
  /** How each visit of a station ended, as it told. */
  readonly ends: string[] = [];
  readonly #meter: WorkMeter | undefined;
  #live: LiveFob | undefined;
  #way: Way | undefined;
  #spared = false;

  constructor({ number, wish, fob, meter }: FarmFobParts) {
    this.number = number;
    this.wish = wish;
    this.fob = fob;
    this.deviceId = toHex(fob.identity.deviceId);
    this.#meter = meter;
  }

  /** The way to it, while it is in a port. */
  get way(): Way | undefined {
    return this.#way;
  }

  /** What is about to happen to it as the station begins a step; once. */
  mishapAt(step: string): Mishap | undefined {
    const { mishap } = this.wish;
    if (mishap?.step !== step || this.#spared) return undefined;
    this.#spared = true;
    return mishap.how;
  }

  async plugIn(time: LiveClock, clock: HostClock, make: WayMaker): Promise<Way> {
    this.#live ??= time.add(this.fob);
    const meter = this.#meter;
    const work = meter === undefined ? undefined : (): number => meter.take();
    const way = await make(this.#live, { clock, ...(work === undefined ? {} : { work }) });
    this.#way = way;
    return way;
  }

  /** Pulls it out of its port; does nothing while it is in none. */
  async pullOut(): Promise<void> {
    const way = this.#way;
    this.#way = undefined;
    this.fallOut();
    await way?.close();
  }

  /** Off its wire, at once. */
  fallOut(): void {
    this.#act((fob) => {
      fob.unplug();
    });
  }

  press(): void {
    this.#act((fob) => {
      fob.press();
    });
  }

  /** Takes all power away and gives it back, off every wire: RAM and calendar are lost. */
  cutPower(): void {
    this.#act((fob) => {
      fob.removeCell();
      fob.unplug();
      fob.insertCell();
    });
  }

  /** Lets the supply fail at the `bytes`-th byte from now that goes to the flash. */
  tearAt(bytes: number, seed: number): void {
    const dice = new Dice(seed);
    this.fob.parts.flash.armCut({ afterBytes: bytes, torn: () => dice.below(256) });
  }

  /** Nobody needs it any more: its time stands still. */
  async putAway(): Promise<void> {
    await this.pullOut();
    await this.#live?.close();
    this.#live = undefined;
    this.fob.parts.flash.disarmCut();
  }

  #act(action: (fob: Fob) => void): void {
    const live = this.#live;
    if (live === undefined) action(this.fob);
    else {
      live.act(() => {
        action(this.fob);
      });
    }
  }
}
