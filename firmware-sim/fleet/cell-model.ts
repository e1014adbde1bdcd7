import type { BatteryParameters } from '../hardware/battery-parameters.ts';
import {
  capacityNah,
  depthPermille,
  loadedMillivolts,
  ownMilliohms,
  percentLeft,
  resistanceAgeingPermille,
} from '../hardware/cell.ts';
import { YEAR_SECONDS } from '../hardware/crystal.ts';
import { interpolate } from '../hardware/curve.ts';
import type { FleetSpec } from './fleet-spec.ts';
import type { PressFacts } from './press-facts.ts';

/** When a press comes to a cell. */
export interface CellMoment {
  /** In nA·h. */
  readonly usedNah: number;
  readonly deciCelsius: number;
  /** Seconds since it was made. */
  readonly age: number;
  /** In nA. */
  readonly loadNa: number;
}

/** The cell of a fleet's fob type, by charge used; curves at each thousandth of depth. */
export class CellModel {
  readonly capacityNah: number;
  /** Charge in nA·s up to which no press of any fob, however old and cold, is told or breaks down. */
  readonly safeNas: number;
  readonly #parameters: BatteryParameters;
  /** A low-battery text is shown below this percentage. */
  readonly #toldBelow: number;

  constructor({ profile, lives, days }: FleetSpec, facts: PressFacts) {
    const { battery } = profile.parts;
    this.#parameters = battery;
    this.capacityNah = capacityNah(battery);
    this.#toldBelow = Math.max(0, ...profile.product.lowBattery.map((text) => text.belowPercent));
    const coldest = lives.flatMap((life) => [life.carriedDeciCelsius, ...life.monthsDeciCelsius]);
    const others = (battery.loadsNa['sleep'] ?? 0) + (battery.loadsNa['rtc'] ?? 0);
    const worst = {
      // Resistance falls as it gets warmer, or the curve says otherwise: each temperature is tried.
      temperatures: [...new Set(coldest)],
      age: days * 86_400,
      // Sleep and leaks of single fobs are far below this.
      loadNa: facts.warned.pulseNa + 10 * others + 1_000_000,
    };
    let safe = 0;
    for (let depth = 0; depth <= 1000; depth++) {
      const usedNah = Math.ceil((depth * this.capacityNah) / 1000);
      if (usedNah >= this.capacityNah || this.isTold(usedNah)) break;
      const breaks = worst.temperatures.some((deciCelsius) =>
        this.breaksDown({ usedNah, deciCelsius, age: worst.age, loadNa: worst.loadNa }),
      );
      if (breaks) break;
      safe = usedNah;
    }
    // A depth holds for a thousandth: the one before the first that is not safe.
    this.safeNas = Math.max(0, safe - this.capacityNah / 1000) * 3600;
  }

  isTold(usedNah: number): boolean {
    return percentLeft(usedNah, this.capacityNah) < this.#toldBelow;
  }

  /** Whether the chip resets under that load. */
  breaksDown({ usedNah, deciCelsius, age, loadNa }: CellMoment): boolean {
    const { brownOutMillivolts, openCircuit, resistance, resistanceByTemperature } =
      this.#parameters;
    const depth = depthPermille(usedNah, this.capacityNah);
    const milliohms = ownMilliohms(
      interpolate(resistance, depth),
      interpolate(resistanceByTemperature, deciCelsius),
      resistanceAgeingPermille(this.#parameters, age, YEAR_SECONDS),
    );
    const open = interpolate(openCircuit, depth);
    return loadedMillivolts(open, loadNa, milliohms) < brownOutMillivolts;
  }
}
