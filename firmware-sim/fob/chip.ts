import type { ResetCause } from '@fobkit/protocol';
import { PowerLoss } from '../firmware/env.ts';
import type { Program } from '../firmware/program.ts';
import type { RamImage } from '../firmware/ram-image.ts';
import { secondsToTicks } from '../firmware/ticks.ts';
import type { Rtc } from '../hardware/rtc.ts';

/** How long the watchdog waits for a sign of life. */
const WATCHDOG_TICKS = secondsToTicks(2);

/** What follows from the turns of a chip. */
export interface ChipHooks {
  /** The chip comes out of reset and is about to boot. */
  started(cause: ResetCause): void;
  /** The chip stopped: its outputs float. */
  stopped(): void;
  /** The CPU has done its work and sleeps. */
  rested(): void;
  /** Lets something happen so many world ticks from now. */
  later(ticks: number, action: () => void): void;
  /** It was reset, and has booted again: what its peripherals knew is gone. */
  wasReset(): void;
}

/** The microcontroller: it runs the firmware while it has power, and starts it anew after a reset. */
export class Chip {
  readonly #flashed: () => Program;
  readonly #rtc: Rtc;
  readonly #hooks: ChipHooks;
  #firmware: Program | undefined;
  #hung = false;
  /** How many calls deep the CPU is at work. */
  #depth = 0;

  /** @param flashed The firmware in its flash, begun anew. */
  constructor(flashed: () => Program, rtc: Rtc, hooks: ChipHooks) {
    this.#flashed = flashed;
    this.#rtc = rtc;
    this.#hooks = hooks;
  }

  /** The firmware that runs; undefined without power. */
  get firmware(): Program | undefined {
    return this.#firmware;
  }

  get hung(): boolean {
    return this.#hung;
  }

  /** Whether the CPU is at work. */
  get busy(): boolean {
    return this.#depth > 0;
  }

  /** Lets the firmware do something; a supply that fails under it takes the RAM and resets. */
  run(action: (firmware: Program) => void): void {
    const firmware = this.#firmware;
    if (firmware === undefined || this.#hung) return;
    this.#work(() => {
      action(firmware);
    });
  }

  /** Power comes. */
  start(cause: ResetCause): void {
    this.#work(() => {
      this.#hooks.started(cause);
      this.#firmware = this.#flashed();
      this.#firmware.boot(cause);
    });
  }

  /** Power goes, and the RAM with it. */
  stop(): void {
    this.#firmware = undefined;
    this.#hung = false;
    this.#hooks.stopped();
  }

  /** The calendar runs on through a reset; uptime starts again. */
  reset(cause: ResetCause): void {
    this.#rtc.reset();
    this.stop();
    this.start(cause);
    this.#hooks.wasReset();
  }

  /** Stops where it is, with its RAM, until the watchdog bites. */
  hang(): void {
    if (this.#hung || this.#firmware === undefined) return;
    this.#hung = true;
    this.#hooks.later(WATCHDOG_TICKS, () => {
      if (this.#hung) this.reset('watchdog');
    });
  }

  /** Goes on from the RAM of a snapshot, without a reset. */
  resume(image: RamImage): void {
    this.#firmware = this.#flashed();
    this.#firmware.loadRam(image);
  }

  #work(action: () => void): void {
    this.#depth++;
    try {
      action();
    } catch (error) {
      if (!(error instanceof PowerLoss)) throw error;
      this.reset('brown-out');
    } finally {
      this.#depth--;
    }
    if (this.#depth === 0) this.#hooks.rested();
  }
}
