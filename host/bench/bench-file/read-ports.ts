import { resolve } from 'node:path';
import { parseDeviceUrl } from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';
import { suggestion, type YamlPath } from '@fobkit/store/yaml';
import { placeKey } from './address.ts';
import type { BenchPort, CellWire, HubWire, Instrument, RelayWire, SupplyWire } from './bench.ts';
import type { BenchReading } from './bench-reading.ts';
import { amountOf } from './quantity.ts';
import type { BenchData, PortData } from './schema.ts';

/** Above this a fob's chip is in danger, whoever wrote the file. */
const MOST_VOLTS = 6;
const MOST_AMPERES = 3;

/** The ports of the file, in its order. What is wrong goes to the faults of the reading. */
export function readPorts(
  reading: BenchReading,
  data: BenchData,
  instruments: ReadonlyMap<string, Instrument>,
): readonly BenchPort[] {
  const entries = Object.entries(data.ports);
  const reader = new PortReader(reading, instruments);
  if (entries.length === 0) {
    const place = reading.yaml.valuePlace(['ports']);
    reading.faults.push({ place, message: 'a bench has at least one port' });
  }
  return entries.map(([name, entry]) => reader.read(name, entry));
}

class PortReader {
  readonly #reading: BenchReading;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  /** What is taken, and by which port: a device id, a relay, a channel. */
  readonly #taken = new Map<string, string>();

  constructor(reading: BenchReading, instruments: ReadonlyMap<string, Instrument>) {
    this.#reading = reading;
    this.#instruments = instruments;
  }

  read(name: string, entry: PortData): BenchPort {
    const path: YamlPath = ['ports', name];
    const deviceId = entry.fob.toLowerCase();
    this.#take([...path, 'fob'], name, { key: deviceId, what: `the fob ${deviceId}` });
    if (entry.as !== undefined) {
      this.#take([...path, 'as'], name, { key: `as ${entry.as}`, what: `the name ${entry.as}` });
    }
    const chamber = this.#named([...path, 'chamber'], entry.chamber, 'modbus-chamber');
    const person = this.#named([...path, 'person'], entry.person, 'person');
    const supply = this.#supply([...path, 'supply'], name, entry.supply);
    const button = this.#relay([...path, 'button'], name, entry.button);
    const cell = this.#cell([...path, 'cell'], name, entry);
    const hub = this.#hub([...path, 'hub'], name, entry.hub);
    const link = this.#link([...path, 'link'], name, entry.link ?? deviceId);
    const keyFile = entry['factory-key'];
    return {
      name,
      place: this.#reading.yaml.keyPlace(path),
      deviceId,
      profile: entry.profile,
      ...(entry.as === undefined ? {} : { as: entry.as }),
      ...(entry.label === undefined ? {} : { label: entry.label }),
      ...(link === undefined ? {} : { link }),
      ...(keyFile === undefined ? {} : { factoryKeyFile: resolve(this.#reading.folder, keyFile) }),
      ...(supply === undefined ? {} : { supply }),
      ...(button === undefined ? {} : { button }),
      ...(cell === undefined ? {} : { cell }),
      ...(hub === undefined ? {} : { hub }),
      ...(chamber === undefined ? {} : { chamber }),
      ...(person === undefined ? {} : { person }),
    };
  }

  #supply(path: YamlPath, port: string, wire: PortData['supply']): SupplyWire | undefined {
    const instrument = this.#named([...path, 'instrument'], wire?.instrument, 'scpi-supply');
    if (wire === undefined || instrument === undefined) return undefined;
    const channel = wire.channel ?? 1;
    const volts = amountOf(wire.voltage, 0);
    const limitAmperes = amountOf(wire.limit, 0.1);
    const what = `channel ${channel} of ${instrument.name}`;
    this.#take([...path, 'channel'], port, { key: what, what });
    if (volts <= 0 || volts > MOST_VOLTS) {
      this.#wrong([...path, 'voltage'], `a rail has more than 0 V and at most ${MOST_VOLTS} V`);
    }
    if (limitAmperes <= 0 || limitAmperes > MOST_AMPERES) {
      this.#wrong([...path, 'limit'], `a limit is more than 0 A and at most ${MOST_AMPERES} A`);
    }
    const mostVolts = amountOf(wire.most, Math.min(1.25 * volts, MOST_VOLTS));
    if (wire.most !== undefined && (mostVolts < volts || mostVolts > MOST_VOLTS)) {
      this.#wrong([...path, 'most'], `most is from its voltage to ${MOST_VOLTS} V`);
    }
    return { instrument, channel, volts, limitAmperes, mostVolts };
  }

  #relay(path: YamlPath, port: string, wire: PortData['button']): RelayWire | undefined {
    const instrument = this.#named([...path, 'instrument'], wire?.instrument, 'usb-relay');
    if (wire === undefined || instrument === undefined) return undefined;
    const { relay, contact = 'normally-open' } = wire;
    const what = `relay ${relay} of ${instrument.name}`;
    this.#take([...path, 'relay'], port, { key: what, what });
    if (instrument.relays !== undefined && relay > instrument.relays) {
      this.#wrong([...path, 'relay'], `${instrument.name} has ${instrument.relays} relays`);
    }
    return { instrument, relay, contact };
  }

  #cell(path: YamlPath, port: string, { cell, supply }: PortData): CellWire | undefined {
    if (cell === undefined) return undefined;
    const { holds = supply === undefined ? 'cell' : 'supply', ...wire } = cell;
    if (holds === 'supply' && supply === undefined) {
      this.#wrong([...path, 'holds'], 'the port has no supply whose line the relay could be in');
    }
    // A cell stays in when the relay drops: the fob keeps its clock when nobody uses the bench.
    const relay = this.#relay(path, port, { contact: 'normally-closed', ...wire });
    return relay === undefined ? undefined : { ...relay, holds };
  }

  #hub(path: YamlPath, port: string, wire: PortData['hub']): HubWire | undefined {
    const instrument = this.#named([...path, 'instrument'], wire?.instrument, 'usb-hub');
    if (wire === undefined || instrument === undefined) return undefined;
    const what = `port ${wire.port} of ${instrument.name}`;
    this.#take([...path, 'port'], port, { key: what, what });
    return { instrument, port: wire.port, feeds: wire.feeds ?? false };
  }

  #link(path: YamlPath, port: string, url: string): string | undefined {
    if (url === 'none') return undefined;
    try {
      const address = parseDeviceUrl(url);
      if ('path' in address || 'host' in address) {
        const key = placeKey(address);
        const instrument = [...this.#instruments.values()].find(
          (one) => 'address' in one && placeKey(one.address) === key,
        );
        if (instrument !== undefined) this.#wrong(path, `${url} is ${instrument.name}, and no fob`);
        this.#take(path, port, { key, what: url });
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#wrong(path, error.message);
    }
    return url;
  }

  #named<K extends Instrument['kind']>(
    path: YamlPath,
    name: string | undefined,
    kind: K,
  ): Extract<Instrument, { kind: K }> | undefined {
    if (name === undefined) return undefined;
    const found = this.#instruments.get(name);
    if (found !== undefined && isOfKind(found, kind)) return found;
    const fitting = [...this.#instruments.values()].filter((one) => one.kind === kind);
    const names = fitting.map((one) => one.name);
    const what =
      found === undefined ? 'is no instrument here' : `is no ${kind} but a ${found.kind}`;
    this.#wrong(path, `${name} ${what}; ${suggestion(name, names)}`);
    return undefined;
  }

  #take(path: YamlPath, port: string, taken: { key: string; what: string }): void {
    const other = this.#taken.get(taken.key);
    if (other === undefined) this.#taken.set(taken.key, port);
    else {
      const where = other === port ? `twice to ${port}` : `to ${other} and to ${port}`;
      this.#wrong(path, `${taken.what} is wired ${where}; it has one place`);
    }
  }

  #wrong(path: YamlPath, message: string): void {
    this.#reading.faults.push({ place: this.#reading.yaml.valuePlace(path), message });
  }
}

function isOfKind<K extends Instrument['kind']>(
  instrument: Instrument,
  kind: K,
): instrument is Extract<Instrument, { kind: K }> {
  return instrument.kind === kind;
}
