import type { Status } from '@fobkit/protocol';
import type { RtcPort } from './env.ts';
import type { Memory } from './memory.ts';
import type { Product } from './product.ts';
import { secondsToTicks, ticksToSeconds } from './ticks.ts';

/**
 * The fob's idea of the time, and who may move it: freely while the fob is blank or its clock was
 * never set; afterwards forward only, and over all no further than the product allows
 * (docs/protocol/06-commands.md §6.9).
 */
export class ClockKeeper {
  readonly #rtc: RtcPort;
  readonly #memory: Memory;
  readonly #product: Product;

  constructor(rtc: RtcPort, memory: Memory, product: Product) {
    this.#rtc = rtc;
    this.#memory = memory;
    this.#product = product;
    rtc.setTrim(memory.trimPpb);
  }

  get valid(): boolean {
    return this.#rtc.valid();
  }

  /** Unix time in ticks; undefined when the clock was lost. */
  get ticks(): number | undefined {
    return this.#rtc.valid() ? this.#rtc.now() : undefined;
  }

  get seconds(): number | undefined {
    return this.#rtc.valid() ? ticksToSeconds(this.#rtc.now()) : undefined;
  }

  /** Whether the clock went away after it had been set for the loaded seed. */
  get lost(): boolean {
    return this.#memory.clock.set && !this.#rtc.valid();
  }

  set(unixTicks: number): Status {
    const use = this.#memory.clock;
    if (this.#memory.token === undefined) {
      this.#rtc.set(unixTicks);
      return 'ok';
    }
    if (!use.set) return this.#move(unixTicks, 0);
    if (!this.#rtc.valid()) return 'clock-limit';
    const forward = unixTicks - this.#rtc.now();
    if (forward < 0) return 'clock-backward';
    const moved = use.moved + forward;
    if (moved > secondsToTicks(this.#product.clock.adjustLimitSeconds)) return 'clock-limit';
    return this.#move(unixTicks, moved);
  }

  trim(ppb: number): Status {
    if (Math.abs(ppb) > this.#product.clock.trimLimitPpb) return 'trim-limit';
    if (this.#memory.putTrim(ppb) !== 'ok') return 'flash-failed';
    this.#rtc.setTrim(ppb);
    return 'ok';
  }

  // The use of the limit is written first: a cut then costs some of it, and never gives any away.
  #move(unixTicks: number, moved: number): Status {
    if (this.#memory.putClock({ set: true, moved }) !== 'ok') return 'flash-failed';
    this.#rtc.set(unixTicks);
    return 'ok';
  }
}
