import { type ActionProof, type HostClock, type Reading, RigError } from '@fobkit/client';
import type {
  BenchPort,
  ChamberInstrument,
  HubWire,
  Instrument,
  RelayInstrument,
  SupplyWire,
  Tolerances,
} from '../bench-file/bench.ts';
import type { InstrumentSet } from '../instrument/instrument-set.ts';
import { within } from '../instrument/stream/instrument-stream.ts';
import { reading } from './port-tools.ts';
import { switchOff } from './port-power.ts';

/** Each actuator has so long; a hub's program takes its time. Then it is not safe, and the next one is tried. */
const ACTUATOR_MS = 60_000;

/** What there is to be brought into its safe state. */
export interface SafeStateOptions {
  readonly instruments: InstrumentSet;
  readonly tolerances: Tolerances;
  readonly clock: HostClock;
}

/** A port of a hub as it was found: key `hub1 2`. */
export type HubsAsFound = Readonly<Record<string, boolean>>;

/** What became of one actuator. */
export interface SafeStep {
  /** `relay board relays1: all relays`. */
  readonly what: string;
  readonly safe: boolean;
  /** What was read back, or why it is not safe. */
  readonly evidence: string;
}

export interface SafeReport {
  readonly steps: readonly SafeStep[];
  readonly readings: readonly Reading[];
}

/**
 * The safe state of ports: relays dropped, outputs of supplies off, hub ports as they were found,
 * chambers idle. Everything is tried, whatever fails before it, and read back.
 */
export class SafeState {
  readonly #options: SafeStateOptions;
  #found: HubsAsFound;

  /** @param found How hub ports were found, where that is known already. */
  constructor(options: SafeStateOptions, found: HubsAsFound = {}) {
    this.#options = options;
    this.#found = found;
  }

  /** Notes down how the hub ports are now; those that are known stay as they were. */
  async noteHubs(ports: readonly BenchPort[]): Promise<HubsAsFound> {
    for (const { instrument, port } of wiresOf(ports, 'hub')) {
      const key = `${instrument.name} ${port}`;
      if (key in this.#found) continue;
      const { power } = await this.#options.instruments.hub(instrument).read(port);
      this.#found = { ...this.#found, [key]: power };
    }
    return this.#found;
  }

  /** Brings the ports there; never rejects. */
  async reach(ports: readonly BenchPort[]): Promise<SafeReport> {
    const steps: SafeStep[] = [];
    const readings: Reading[] = [];
    const attempt = async (what: string, work: () => Promise<string>): Promise<void> => {
      try {
        const limit = { ms: ACTUATOR_MS, otherwise: `it was not safe in ${ACTUATOR_MS / 1000} s` };
        const evidence = await within(this.#options.clock, work(), limit);
        steps.push({ what, safe: true, evidence });
      } catch (error) {
        const evidence = error instanceof Error ? error.message : String(error);
        steps.push({ what, safe: false, evidence });
      }
    };
    for (const board of boardsOf(ports)) {
      await attempt(`relay board ${board.name}`, () => this.#dropRelays(board));
    }
    for (const wire of wiresOf(ports, 'supply')) {
      const what = `supply ${wire.instrument.name}, channel ${wire.channel}`;
      await attempt(what, () => this.#switchOff(wire, readings));
    }
    for (const wire of wiresOf(ports, 'hub')) {
      const what = `hub ${wire.instrument.name}, port ${wire.port}`;
      await attempt(what, () => this.#restore(wire));
    }
    for (const chamber of chambersOf(ports)) {
      await attempt(`chamber ${chamber.name}`, () => this.#idle(chamber, readings));
    }
    return { steps, readings };
  }

  async #dropRelays(config: RelayInstrument): Promise<string> {
    const board = this.#options.instruments.board(config);
    await board.allOff();
    return `all relays have dropped, read back by ${board.instrument}`;
  }

  async #switchOff(wire: SupplyWire, readings: Reading[]): Promise<string> {
    const { rail, evidence } = await switchOff(this.#options, wire);
    readings.push(rail);
    return evidence;
  }

  async #restore({ instrument, port }: HubWire): Promise<string> {
    const hub = this.#options.instruments.hub(instrument);
    const wanted = this.#found[`${instrument.name} ${port}`];
    const { power } = await hub.read(port);
    if (wanted !== undefined && power !== wanted) await hub.set(port, wanted);
    return `${(wanted ?? power) ? 'on' : 'off'}, as it was found, told by ${hub.instrument}`;
  }

  async #idle(config: ChamberInstrument, readings: Reading[]): Promise<string> {
    const chamber = this.#options.instruments.chamber(config);
    await chamber.idle();
    const air = await chamber.actual();
    readings.push(reading(this.#options.clock, 'temperature', air, chamber.instrument));
    return `set to ${config.idle} °C and read back; its air has ${air.toFixed(1)} °C`;
  }
}

/** The report as a proof. @throws RigError `unproven` when something is not safe. */
export function proofOfSafety({ steps, readings }: SafeReport): ActionProof {
  const unsafe = steps.filter(({ safe }) => !safe);
  if (unsafe.length === 0) {
    return {
      evidence: steps.map(({ what, evidence }) => `${what}: ${evidence}`).join('; '),
      readings,
    };
  }
  const told = unsafe.map(({ what, evidence }) => `${what}: ${evidence}`).join('; ');
  throw new RigError('unproven', `NOT IN THE SAFE STATE: ${told}`);
}

/** Each wire once: two ports may hang on one board, but never on one relay. */
function wiresOf<K extends 'supply' | 'hub'>(
  ports: readonly BenchPort[],
  kind: K,
): readonly NonNullable<BenchPort[K]>[] {
  return ports.flatMap((port) => port[kind] ?? []);
}

function boardsOf(ports: readonly BenchPort[]): readonly RelayInstrument[] {
  return once(ports.flatMap(({ button, cell }) => [button?.instrument, cell?.instrument]));
}

function chambersOf(ports: readonly BenchPort[]): readonly ChamberInstrument[] {
  return once(ports.map(({ chamber }) => chamber));
}

function once<T extends Instrument>(instruments: readonly (T | undefined)[]): readonly T[] {
  return [...new Set(instruments.filter((one) => one !== undefined))];
}
