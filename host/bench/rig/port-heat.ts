import { type ActionProof, type Reading, RigError } from '@fobkit/client';
import type { ChamberInstrument } from '../bench-file/bench.ts';
import { type PortTools, reading } from './port-tools.ts';

/** How far a fob's own thermometer may be from the air around it, in kelvins. */
const THERMOMETER = 10;

/** The chamber that a fob stands in. */
export class PortHeat {
  readonly #tools: PortTools;
  readonly #config: ChamberInstrument;

  constructor(tools: PortTools, config: ChamberInstrument) {
    this.#tools = tools;
    this.#config = config;
  }

  /**
   * Brings the air to a temperature and waits until it stays there. The fob's own thermometer must
   * agree, roughly: a chamber that counts otherwise than it says is sure of itself.
   */
  async go(celsius: number, signal?: AbortSignal): Promise<ActionProof> {
    const chamber = this.#tools.instruments.chamber(this.#config);
    await chamber.set(celsius);
    const air = await chamber.arrive(celsius, signal);
    const readings: Reading[] = [
      reading(this.#tools.clock, 'temperature', air, chamber.instrument),
    ];
    const evidence = `air ${air.toFixed(2)} °C, kept, measured by ${chamber.instrument}`;
    const status = await this.#tools.probe.status();
    if (status === undefined) return { evidence, readings };
    const own = status.deciCelsius / 10;
    readings.push(reading(this.#tools.clock, 'temperature', own, 'GetStatus'));
    if (Math.abs(own - air) <= THERMOMETER) {
      return { evidence: `${evidence}; the fob itself tells ${own} °C`, readings };
    }
    throw new RigError(
      'unproven',
      `${chamber.instrument} tells ${air.toFixed(1)} °C, and the fob in it ${own} °C`,
    );
  }

  async read(): Promise<Reading> {
    const chamber = this.#tools.instruments.chamber(this.#config);
    return reading(this.#tools.clock, 'temperature', await chamber.actual(), chamber.instrument);
  }
}
