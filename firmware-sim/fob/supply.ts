import type { Battery } from '../hardware/battery.ts';
import type { Rtc } from '../hardware/rtc.ts';
import type { Chip } from './chip.ts';

/** What feeds the chip: the cell, a bench supply in its place, or the bus. It starts the chip and stops it. */
export class Supply {
  readonly #battery: Battery;
  readonly #rtc: Rtc;
  readonly #chip: Chip;
  readonly #onPowerOff: () => void;
  #depth = -1;
  #railMillivolts = 0;
  /** Whether the supply breaks down under the next load of the firmware. */
  sagging = false;

  constructor(battery: Battery, rtc: Rtc, chip: Chip, onPowerOff: () => void) {
    this.#battery = battery;
    this.#rtc = rtc;
    this.#chip = chip;
    this.#onPowerOff = onPowerOff;
  }

  /** Whether it breaks down now; once. */
  takeSag(): boolean {
    const sagging = this.sagging;
    this.sagging = false;
    return sagging;
  }

  feedFromBus(on: boolean): void {
    this.#battery.setExternalPower(on);
    this.changed();
  }

  /** Looks after time has passed: the voltage at rest follows the charge, which moves slowly. */
  watch(): void {
    const { depthPermille, rail } = this.#battery;
    if (depthPermille !== this.#depth || rail.millivolts !== this.#railMillivolts) this.changed();
  }

  /** Looks after somebody has touched the cell or the bus. */
  changed(): void {
    const battery = this.#battery;
    this.#depth = battery.depthPermille;
    this.#railMillivolts = battery.rail.millivolts;
    const powered =
      battery.externalPower() ||
      (!battery.flat && battery.millivolts() >= battery.parameters.brownOutMillivolts);
    if (powered === (this.#chip.firmware !== undefined)) return;
    if (powered) {
      this.#rtc.powerRestored();
      this.#chip.start('power-on');
    } else {
      this.#chip.stop();
      this.#rtc.powerLost();
      this.#onPowerOff();
    }
  }
}
