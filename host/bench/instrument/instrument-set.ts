import { RigError } from '@fobkit/client';
import { addressText, type StreamAddress } from '../bench-file/address.ts';
import type {
  ChamberInstrument,
  HubInstrument,
  Instrument,
  RelayInstrument,
  SupplyInstrument,
} from '../bench-file/bench.ts';
import type { BenchEnv } from './bench-env.ts';
import { ModbusChamber } from './chamber/modbus-chamber.ts';
import { HubPower } from './hub/hub-power.ts';
import { MOST_MODBUS_BYTES, rtuFraming, TcpFraming } from './modbus/framing.ts';
import { ModbusClient } from './modbus/modbus-client.ts';
import { findBoard } from './relay/find-board.ts';
import { RelayBoard } from './relay/relay-board.ts';
import { findUsbipBoard } from './relay/usbip-board.ts';
import { ScpiSession } from './scpi/scpi-session.ts';
import { ScpiSupply } from './scpi/scpi-supply.ts';
import { InstrumentStream } from './stream/instrument-stream.ts';

/** The longest line of an instrument that speaks SCPI. */
const MOST_SCPI_BYTES = 1024;

/** What every driver can do. */
interface Driver {
  /** For readings: kind, name and what it says of itself. */
  readonly instrument: string;
  /** Asks who it is; changes nothing. */
  identify(): Promise<string>;
  close(): Promise<void>;
}

/** The drivers of a bench's instruments, one for each, made when they are first asked for. */
export class InstrumentSet {
  readonly #env: BenchEnv;
  readonly #supplies = new Map<string, ScpiSupply>();
  readonly #boards = new Map<string, RelayBoard>();
  readonly #hubs = new Map<string, HubPower>();
  readonly #chambers = new Map<string, ModbusChamber>();
  /** Several units may be on one line. */
  readonly #lines = new Map<string, InstrumentStream>();
  readonly #permit: () => void;

  /** @param permit Asked right before anything is switched: throws when that is not allowed any more. */
  constructor(env: BenchEnv, permit: () => void = () => undefined) {
    this.#env = env;
    this.#permit = permit;
  }

  supply(config: SupplyInstrument): ScpiSupply {
    return madeOnce(this.#supplies, config.name, () => {
      const stream = this.#stream(`supply ${config.name}`, config, MOST_SCPI_BYTES);
      const session = new ScpiSession(stream, config.terminator, this.#permit);
      return new ScpiSupply(session, config, this.#env.host.clock);
    });
  }

  board(config: RelayInstrument): RelayBoard {
    const { address, timeoutMs } = config;
    const { clock } = this.#env.host;
    return madeOnce(
      this.#boards,
      config.name,
      () =>
        new RelayBoard(config, {
          clock,
          permit: this.#permit,
          find: () =>
            address.kind === 'usbip'
              ? findUsbipBoard(address, clock, timeoutMs)
              : findBoard(this.#env.hid, address),
        }),
    );
  }

  hub(config: HubInstrument): HubPower {
    return madeOnce(
      this.#hubs,
      config.name,
      () => new HubPower(config, this.#env.run, this.#permit),
    );
  }

  chamber(config: ChamberInstrument): ModbusChamber {
    return madeOnce(this.#chambers, config.name, () => {
      const stream = this.#stream(`chamber ${config.name}`, config, MOST_MODBUS_BYTES);
      const framing = config.address.kind === 'tcp' ? new TcpFraming() : rtuFraming;
      const client = new ModbusClient(stream, {
        framing,
        unit: config.unit,
        clock: this.#env.host.clock,
        permit: this.#permit,
      });
      return new ModbusChamber(client, config, this.#env.host.clock);
    });
  }

  /**
   * Asks an instrument who it is; undefined for a person. Rejects with RigError, also when it is one
   * that another name has already.
   */
  async identify(instrument: Instrument): Promise<string | undefined> {
    const driver = this.#driver(instrument);
    if (driver === undefined) return undefined;
    const told = await driver.identify();
    if (instrument.kind === 'usb-relay') this.#mustBeAlone(instrument);
    return told;
  }

  /** Lets go of all of them; what cannot be let go of is left. */
  async close(): Promise<void> {
    const drivers: Driver[] = [
      ...this.#supplies.values(),
      ...this.#boards.values(),
      ...this.#chambers.values(),
    ];
    await Promise.allSettled(drivers.map((driver) => driver.close()));
  }

  #driver(instrument: Instrument): Pick<Driver, 'identify'> | undefined {
    switch (instrument.kind) {
      case 'scpi-supply':
        return this.supply(instrument);
      case 'usb-relay':
        return this.board(instrument);
      case 'usb-hub':
        return this.hub(instrument);
      case 'modbus-chamber':
        return this.chamber(instrument);
      case 'person':
        return undefined;
    }
  }

  /** One board by its place in the USB tree and by its node would be told two states. */
  #mustBeAlone({ name }: RelayInstrument): void {
    const path = this.#boards.get(name)?.path;
    for (const [other, board] of this.#boards) {
      if (other === name || path === undefined || board.path !== path) continue;
      throw new RigError('refused', `relay boards ${other} and ${name} are one board: ${path}`);
    }
  }

  #stream(
    what: string,
    config: SupplyInstrument | ChamberInstrument,
    mostBytes: number,
  ): InstrumentStream {
    const { address, gapMs, timeoutMs } = config;
    const text = addressText(address);
    const { clock } = this.#env.host;
    const link = this.#env.streamTo(address);
    const lateAnswers = address.kind === 'serial';
    const options = { link, clock, timeoutMs, mostBytes, lateAnswers };
    const make = (): InstrumentStream =>
      new InstrumentStream({ ...options, what: `${what} (${text})`, gapMs: quiet(address, gapMs) });
    return madeOnce(this.#lines, text, make);
  }
}

/** Frames of Modbus RTU are told apart by silence of 3.5 characters, 11 bits each. */
function quiet(address: StreamAddress, gapMs: number): number {
  if (address.kind !== 'serial') return gapMs;
  return Math.max(gapMs, Math.ceil((3.5 * 11 * 1000) / address.baudRate));
}

function madeOnce<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
