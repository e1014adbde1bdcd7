import type { ThermometerPort } from '../firmware/env.ts';
import { integerOf, type PartState, TEMPERATURES } from './part-state.ts';

/**
 * The temperature of the fob, the same everywhere in its case, and the chip's sensor of it.
 * Tenths of a degree Celsius.
 */
export class Thermometer implements ThermometerPort {
  /** What crystal and cell feel. */
  caseDeciCelsius: number;
  /** Fault hook: error of the sensor alone. */
  offsetDeciCelsius = 0;

  constructor(caseDeciCelsius = 250) {
    this.caseDeciCelsius = caseDeciCelsius;
  }

  /** What the firmware reads. */
  deciCelsius(): number {
    return this.caseDeciCelsius + this.offsetDeciCelsius;
  }

  save(): PartState {
    return { case: this.caseDeciCelsius, offset: this.offsetDeciCelsius };
  }

  load(state: PartState): void {
    this.caseDeciCelsius = integerOf(state, 'case', TEMPERATURES);
    this.offsetDeciCelsius = integerOf(state, 'offset', TEMPERATURES);
  }
}
