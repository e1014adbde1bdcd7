import { resolve } from 'node:path';
import { UsageError } from '@fobkit/protocol';
import { addressText, parseHidAddress, parseStreamAddress, placeKey } from './address.ts';
import type { Instrument } from './bench.ts';
import type { BenchReading } from './bench-reading.ts';
import { amountOf } from './quantity.ts';
import type { BenchData, InstrumentData } from './schema.ts';

/** Of no chamber that a fob is put into. */
const COLDEST = -100;
const HOTTEST = 200;

/** The instruments of the file by name. What is wrong goes to the faults of the reading. */
export function readInstruments(
  reading: BenchReading,
  data: BenchData,
): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>();
  const names = new Map<string, string>();
  const lines = new Map<string, Instrument>();
  for (const [name, entry] of Object.entries(data.instruments)) {
    const instrument = readInstrument(reading, name, entry);
    if (instrument === undefined) continue;
    const key = instrumentKey(instrument);
    const other = key === undefined ? undefined : names.get(key);
    if (key !== undefined) names.set(key, name);
    const shared = sharedLine(instrument, lines);
    if (other === undefined && shared === undefined) {
      instruments.set(name, instrument);
      continue;
    }
    const place = reading.yaml.valuePlace(['instruments', name, 'address']);
    const message =
      other === undefined
        ? `${name} and ${shared ?? ''} cannot be on one line: only chambers of one speed can`
        : `${name} and ${other} have the same address: one instrument is named once`;
    reading.faults.push({ place, message });
  }
  return instruments;
}

/** Who has the line already on which this one cannot be too; notes down who is the first on it. */
function sharedLine(instrument: Instrument, lines: Map<string, Instrument>): string | undefined {
  if (!('address' in instrument)) return undefined;
  const key = placeKey(instrument.address);
  const first = lines.get(key);
  if (first === undefined || !('address' in first)) {
    lines.set(key, instrument);
    return undefined;
  }
  const areChambers = first.kind === 'modbus-chamber' && instrument.kind === 'modbus-chamber';
  const isAlike =
    areChambers &&
    (first.address.kind !== 'serial' ||
      addressText(first.address) === addressText(instrument.address));
  return isAlike ? undefined : first.name;
}

/** What two programs cannot use at once, among all benches of this machine; undefined for a person. */
export function leaseKey(instrument: Instrument): string | undefined {
  const isOnLine = instrument.kind === 'modbus-chamber' && instrument.address.kind === 'serial';
  // Two programs on one line of RTU would take each other's answers.
  return isOnLine ? placeKey(instrument.address) : instrumentKey(instrument);
}

/** What names an instrument; undefined for a person. */
function instrumentKey(instrument: Instrument): string | undefined {
  switch (instrument.kind) {
    case 'person':
      return undefined;
    case 'usb-hub':
      return `hub:${instrument.location}`;
    case 'modbus-chamber':
      // Several chambers may be on one line.
      return `${placeKey(instrument.address)}#${instrument.unit}`;
    default:
      return placeKey(instrument.address);
  }
}

function readInstrument(
  reading: BenchReading,
  name: string,
  entry: InstrumentData,
): Instrument | undefined {
  const { yaml, faults, folder } = reading;
  const path = ['instruments', name];
  try {
    return instrumentOf(entry, {
      name,
      place: yaml.keyPlace(path),
      programIn: (program) => (program.includes('/') ? resolve(folder, program) : program),
      wrong: (key, message) => faults.push({ place: yaml.valuePlace([...path, key]), message }),
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    faults.push({ place: yaml.valuePlace([...path, 'address']), message: error.message });
    return undefined;
  }
}

interface Around {
  readonly name: string;
  readonly place: Instrument['place'];
  programIn(program: string): string;
  wrong(key: string, message: string): void;
}

function instrumentOf(entry: InstrumentData, around: Around): Instrument {
  const { name, place } = around;
  const gapMs = amountOf('gap' in entry ? entry.gap : undefined, 10);
  const timeoutMs = amountOf('timeout' in entry ? entry.timeout : undefined, 2_000);
  switch (entry.kind) {
    case 'scpi-supply': {
      const { identity, dialect = 'auto', terminator = 'lf' } = entry;
      return {
        kind: entry.kind,
        ...{ name, place, dialect, timeoutMs, gapMs },
        address: parseStreamAddress(entry.address),
        terminator: terminator === 'crlf' ? '\r\n' : '\n',
        ...(identity === undefined ? {} : { identity }),
      };
    }
    case 'usb-relay': {
      const { relays, serial } = entry;
      return {
        kind: entry.kind,
        ...{ name, place, timeoutMs, gapMs },
        address: parseHidAddress(entry.address),
        ...(relays === undefined ? {} : { relays }),
        ...(serial === undefined ? {} : { serial }),
      };
    }
    case 'usb-hub': {
      const program = around.programIn(entry.program ?? 'uhubctl');
      const location = entry.address.slice('usb:'.length);
      const most = amountOf(entry.timeout, 15_000);
      return { kind: entry.kind, name, place, location, program, timeoutMs: most };
    }
    case 'modbus-chamber':
      return chamberOf(entry, around, { gapMs, timeoutMs });
    case 'person':
      return { kind: entry.kind, name, place, language: entry.language ?? 'en' };
  }
}

function chamberOf(
  entry: Extract<InstrumentData, { kind: 'modbus-chamber' }>,
  around: Around,
  timing: { readonly gapMs: number; readonly timeoutMs: number },
): Instrument {
  const lowest = amountOf(entry.lowest, -40);
  const highest = amountOf(entry.highest, 85);
  const idle = amountOf(entry.idle, 23);
  const band = amountOf(entry.band, 0.5);
  if (lowest < COLDEST) around.wrong('lowest', `no chamber here is colder than ${COLDEST} °C`);
  if (highest > HOTTEST) around.wrong('highest', `no chamber here is hotter than ${HOTTEST} °C`);
  if (lowest >= highest) around.wrong('lowest', 'lowest must be below highest');
  if (idle < lowest || idle > highest) around.wrong('idle', 'idle must be from lowest to highest');
  if (band <= 0) around.wrong('band', 'the band must be wider than 0 °C');
  return {
    kind: entry.kind,
    name: around.name,
    place: around.place,
    address: parseStreamAddress(entry.address),
    map: entry.map,
    unit: entry.unit ?? 1,
    degrees: entry.degrees ?? 'C',
    ...{ lowest, highest, idle, band },
    settleMs: amountOf(entry.settle, 60_000),
    limitMs: amountOf(entry.limit, 3_600_000),
    ...timing,
  };
}
