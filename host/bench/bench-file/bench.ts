import type { Place } from '../scenario/model.ts';
import type { HidAddress, StreamAddress } from './address.ts';

/** A bench file, read: names resolved, quantities in volts, amperes, °C and milliseconds. */
export interface Bench {
  readonly name: string;
  /** Path of the file, as it was given. */
  readonly file: string;
  /** SHA-256 of the file, hex: a run's record tells by which one it was made. */
  readonly sha256: string;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly ports: readonly BenchPort[];
  readonly tolerances: Tolerances;
}

interface InstrumentBase {
  readonly name: string;
  readonly place: Place;
}

export interface SupplyInstrument extends InstrumentBase {
  readonly kind: 'scpi-supply';
  readonly address: StreamAddress;
  readonly identity?: string;
  readonly dialect: 'auto' | SupplyDialectName;
  readonly terminator: string;
  readonly timeoutMs: number;
  readonly gapMs: number;
}

export type SupplyDialectName = 'rigol-dp800' | 'keysight-e36300a' | 'generic';

export interface RelayInstrument extends InstrumentBase {
  readonly kind: 'usb-relay';
  readonly address: HidAddress;
  readonly relays?: number;
  readonly serial?: string;
  readonly timeoutMs: number;
  readonly gapMs: number;
}

export interface HubInstrument extends InstrumentBase {
  readonly kind: 'usb-hub';
  /** As `uhubctl -l` takes it: `1-1`. */
  readonly location: string;
  readonly program: string;
  readonly timeoutMs: number;
}

export interface ChamberInstrument extends InstrumentBase {
  readonly kind: 'modbus-chamber';
  readonly address: StreamAddress;
  readonly map: 'watlow-f4' | 'watlow-f4t';
  readonly unit: number;
  readonly degrees: 'C' | 'F';
  readonly lowest: number;
  readonly highest: number;
  readonly band: number;
  readonly settleMs: number;
  readonly limitMs: number;
  readonly idle: number;
  readonly timeoutMs: number;
  readonly gapMs: number;
}

export interface PersonInstrument extends InstrumentBase {
  readonly kind: 'person';
  readonly language: 'en' | 'ja';
}

export type Instrument =
  SupplyInstrument | RelayInstrument | HubInstrument | ChamberInstrument | PersonInstrument;

export interface SupplyWire {
  readonly instrument: SupplyInstrument;
  readonly channel: number;
  readonly volts: number;
  readonly limitAmperes: number;
  /** It is never set above. */
  readonly mostVolts: number;
}

export interface RelayWire {
  readonly instrument: RelayInstrument;
  readonly relay: number;
  readonly contact: 'normally-open' | 'normally-closed';
}

export interface CellWire extends RelayWire {
  /** In whose line the relay is. */
  readonly holds: 'cell' | 'supply';
}

export interface HubWire {
  readonly instrument: HubInstrument;
  readonly port: number;
  /** The fob has no other power. */
  readonly feeds: boolean;
}

/** A place of the fixture, and the fob that stands in it. */
export interface BenchPort {
  readonly name: string;
  readonly place: Place;
  /** 16 hex digits, lower case. */
  readonly deviceId: string;
  readonly profile: string;
  /** Name of the other fob of a scenario that it stands for. */
  readonly as?: string;
  readonly label?: string;
  /** Device URL, or the device id; undefined where the fob has no wire. */
  readonly link?: string;
  /** Path of the file with its transport key. */
  readonly factoryKeyFile?: string;
  readonly supply?: SupplyWire;
  readonly button?: RelayWire;
  readonly cell?: CellWire;
  readonly hub?: HubWire;
  readonly chamber?: ChamberInstrument;
  readonly person?: PersonInstrument;
}

export interface Tolerances {
  /** Volts. */
  readonly rail: number;
  readonly railSettleMs: number;
  /** A rail below so many volts is off. */
  readonly off: number;
  readonly bootMs: number;
  readonly uptimeMs: number;
}

/** The instruments that a port is wired to, each once. */
export function instrumentsOf(port: BenchPort): readonly Instrument[] {
  const { supply, button, cell, hub, chamber, person } = port;
  const wired = [
    supply?.instrument,
    button?.instrument,
    cell?.instrument,
    hub?.instrument,
    chamber,
    person,
  ];
  return [...new Set(wired.filter((instrument) => instrument !== undefined))];
}
