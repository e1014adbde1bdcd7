import { type ActionProof, delay, type Reading, RigError } from '@fobkit/client';
import type { FobStatus } from '@fobkit/protocol';
import type { CellWire, SupplyWire } from '../bench-file/bench.ts';
import type { ScpiSupply } from '../instrument/scpi/scpi-supply.ts';
import { coilFor, type PortTools, reading } from './port-tools.ts';

/** Pause between two steps of a ramp. */
const RAMP_STEP_MS = 100;
/** Below it a chip is off, and above it on again, in volts: what is between proves nothing. */
const DEAD_VOLTS = 1;

/** The power of a fob: its supply, and the relay in the line of its supply or cell. */
export class PortPower {
  readonly #tools: PortTools;
  /** What the fob told before its power was taken; its uptime must begin anew after that. */
  #before: { readonly status: FobStatus; readonly atMs: number } | undefined;

  constructor(tools: PortTools) {
    this.#tools = tools;
  }

  /** Feeds the fob as it is fed while nothing else is asked for. */
  async rest(): Promise<ActionProof> {
    const { supply, cell } = this.#tools.port;
    const parts: ActionProof[] = [];
    if (cell?.holds === 'cell') parts.push(await this.#line(cell, true));
    if (supply !== undefined && cell?.holds !== 'cell')
      parts.push(await this.#feed(supply, supply.volts));
    if (cell?.holds === 'supply') parts.push(await this.#line(cell, true));
    return joined(parts);
  }

  /** The cell out or in; where a supply stands for the cell, its power. */
  async cell(present: boolean, fresh: boolean): Promise<ActionProof> {
    const { supply, cell } = this.#tools.port;
    if (!present) await this.#remember();
    const parts: ActionProof[] = [];
    const isSupplied = supply !== undefined && cell?.holds !== 'cell';
    // A fresh cell has the voltage of a fresh cell, whatever the supply was set to before.
    if (present && isSupplied && (fresh || cell === undefined)) {
      parts.push(await this.#feed(supply, supply.volts));
    }
    if (cell !== undefined) {
      if (fresh && cell.holds === 'cell') {
        throw new RigError('lacking', 'a relay puts no fresh cell in; a person could');
      }
      parts.push(await this.#line(cell, present));
    } else if (!present && supply !== undefined) parts.push(await this.#off(supply));
    if (present) parts.push(...(await this.#proveCut()));
    return joined(parts);
  }

  /** Feeds the fob from its supply; without a voltage, as it rests. */
  async supply(
    volts: number | undefined,
    seconds: number | undefined,
    signal?: AbortSignal,
  ): Promise<ActionProof> {
    const { supply, cell } = this.#tools.port;
    if (supply === undefined) throw new RigError('lacking', 'the port has no supply');
    const target = volts ?? supply.volts;
    if (target > supply.mostVolts) {
      throw new RigError(
        'refused',
        `${target} V is more than ${supply.mostVolts} V, which the bench file allows`,
      );
    }
    if (target < DEAD_VOLTS) await this.#remember();
    const parts: ActionProof[] = [];
    if (volts === undefined && cell?.holds === 'cell') {
      parts.push(await this.#line(cell, true), await this.#off(supply));
    } else {
      parts.push(
        seconds === undefined || seconds === 0
          ? await this.#feed(supply, target)
          : await this.#ramp(supply, target, { seconds, ...(signal && { signal }) }),
      );
      // Only now, so that the fob is never without power in between.
      if (cell?.holds === 'cell') parts.push(await this.#line(cell, false));
    }
    if (target >= DEAD_VOLTS) parts.push(...(await this.#proveCut()));
    return joined(parts);
  }

  /** Whether instruments tell that the fob has no power from its supply or cell. */
  async isAway(): Promise<boolean> {
    const { cell, supply } = this.#tools.port;
    if (cell !== undefined) {
      const board = this.#tools.instruments.board(cell.instrument);
      const isOpen = (await board.read(cell.relay)) === coilFor(cell, false);
      if (isOpen && (cell.holds === 'supply' || supply === undefined)) return true;
      if (cell.holds === 'cell' && !isOpen) return false;
    }
    if (supply === undefined) return false;
    const { value } = await this.rail(supply);
    return value < DEAD_VOLTS;
  }

  /** Volts of the supply, at its terminals. */
  async rail(wire: SupplyWire): Promise<Reading> {
    const supply = this.#tools.instruments.supply(wire.instrument);
    return this.#reading('rail', await supply.measureVolts(wire.channel), supply);
  }

  async current(wire: SupplyWire): Promise<Reading> {
    const supply = this.#tools.instruments.supply(wire.instrument);
    return this.#reading('current', await supply.measureAmperes(wire.channel), supply);
  }

  async #feed(wire: SupplyWire, volts: number): Promise<ActionProof> {
    const supply = this.#tools.instruments.supply(wire.instrument);
    await supply.set(wire.channel, volts, wire.limitAmperes);
    await supply.output(wire.channel, true);
    return this.#arrived(wire, supply, volts);
  }

  async #ramp(
    wire: SupplyWire,
    volts: number,
    how: { readonly seconds: number; readonly signal?: AbortSignal },
  ): Promise<ActionProof> {
    const { instruments, clock } = this.#tools;
    const supply = instruments.supply(wire.instrument);
    const { on, volts: set } = await supply.state(wire.channel);
    const from = on ? set : 0;
    if (!on) await supply.set(wire.channel, 0, wire.limitAmperes);
    if (!on) await supply.output(wire.channel, true);
    const start = clock.now();
    const readings: Reading[] = [];
    for (;;) {
      const part = Math.min(1, (clock.now() - start) / (how.seconds * 1000));
      const wanted = from + (volts - from) * part;
      await supply.setVolts(wire.channel, wanted);
      if (part >= 1) break;
      readings.push(await this.rail(wire));
      await delay(clock, RAMP_STEP_MS, how.signal);
    }
    const end = await this.#arrived(wire, supply, volts);
    const evidence = `${end.evidence}, from ${from.toFixed(3)} V in ${how.seconds} s`;
    return { evidence, readings: [...readings, ...end.readings] };
  }

  async #arrived(wire: SupplyWire, supply: ScpiSupply, volts: number): Promise<ActionProof> {
    const { rail, railSettleMs, off } = this.#tools.tolerances;
    const measured =
      volts === 0
        ? await supply.vanish(wire.channel, { volts: off, settleMs: railSettleMs })
        : await supply.arrive(wire.channel, volts, { volts: rail, settleMs: railSettleMs });
    const one = this.#reading('rail', measured, supply);
    return {
      evidence: `rail ${measured.toFixed(3)} V, measured by ${supply.instrument}`,
      readings: [one],
    };
  }

  async #off(wire: SupplyWire): Promise<ActionProof> {
    const { rail, evidence } = await switchOff(this.#tools, wire);
    return { evidence, readings: [rail] };
  }

  async #line(wire: CellWire, closed: boolean): Promise<ActionProof> {
    const board = this.#tools.instruments.board(wire.instrument);
    await board.set(wire.relay, coilFor(wire, closed));
    const state = closed ? 'closed' : 'open';
    return {
      evidence: `the line of its ${wire.holds} is ${state}, relay ${wire.relay} read back by ${board.instrument}`,
      readings: [],
    };
  }

  async #remember(): Promise<void> {
    const status = await this.#tools.probe.status();
    this.#before = status === undefined ? undefined : { status, atMs: this.#tools.clock.now() };
  }

  /**
   * A fob that answered before must have been reset meanwhile. One that is silent now proves
   * nothing, and is not the rig's fault.
   */
  async #proveCut(): Promise<readonly ActionProof[]> {
    const before = this.#before;
    this.#before = undefined;
    if (before === undefined) return [];
    const status = await this.#tools.probe.statusWhenUp();
    if (status === undefined) return [];
    const { resets, resetCause, uptime } = status;
    if (resets !== before.status.resets || uptime < before.status.uptime) {
      return [
        {
          evidence: `the fob was reset by ${resetCause} and counts ${resets} resets`,
          readings: [],
        },
      ];
    }
    throw new RigError(
      'unproven',
      `the power of the fob was switched off, but it was up all the time: it counts no reset. ` +
        `A contact that sticks, or other power (its USB plug${status.externalPower ? ' has some' : ''})`,
    );
  }

  #reading(of: 'rail' | 'current', value: number, { instrument }: ScpiSupply): Reading {
    return reading(this.#tools.clock, of, value, instrument);
  }
}

/** Switches the output of a channel off, and measures that its rail is down. */
export async function switchOff(
  tools: Pick<PortTools, 'instruments' | 'tolerances' | 'clock'>,
  wire: SupplyWire,
): Promise<{ readonly rail: Reading; readonly evidence: string }> {
  const { off, railSettleMs } = tools.tolerances;
  const supply = tools.instruments.supply(wire.instrument);
  await supply.off(wire.channel);
  const measured = await supply.vanish(wire.channel, { volts: off, settleMs: railSettleMs });
  const { instrument } = supply;
  return {
    rail: reading(tools.clock, 'rail', measured, instrument),
    evidence: `output off, rail ${measured.toFixed(3)} V, measured by ${instrument}`,
  };
}

/** One proof of several. */
export function joined(parts: readonly ActionProof[]): ActionProof {
  return {
    evidence: parts.map(({ evidence }) => evidence).join('; '),
    readings: parts.flatMap(({ readings }) => readings),
  };
}
