import * as v from 'valibot';

/** A number and its unit, with or without a space between: `3.0 V`, `50mA`, `-10 °C`. */
function quantity(units: string, example: string): v.GenericSchema<string> {
  const unitPattern = units.split(' ').join('|');
  return v.pipe(
    v.string(`write a number with its unit, as ${example}`),
    v.regex(
      new RegExp(`^[+-]?\\d{1,9}(\\.\\d{1,6})? ?(${unitPattern})$`, 'u'),
      `write a number with its unit (${units.split(' ').join(', ')}), as ${example}`,
    ),
  );
}

const volts = quantity('V mV', '3.0 V');
const amperes = quantity('A mA', '50 mA');
const celsius = quantity('°C', '23 °C');
const kelvins = quantity('°C K', '0.5 °C');
const duration = quantity('ms s min h', '5 min');

function said<T>(description: string): v.DescriptionAction<T, string> {
  return v.description(description);
}

const text = v.pipe(v.string(), v.minLength(1, 'this is empty'), v.maxLength(200, 'too long'));
const name = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a name is of small letters, digits and hyphens, as line-3; 40 at most',
  ),
);
const from = (least: number, most: number) =>
  v.pipe(
    v.number(`write a whole number from ${least} to ${most}`),
    v.integer(`write a whole number from ${least} to ${most}`),
    v.minValue(least, `the least is ${least}`),
    v.maxValue(most, `the most is ${most}`),
  );

const stream = v.pipe(
  v.string(),
  v.regex(
    /^(tcp:(\/\/)?|serial:)[^\s]{1,200}$/,
    'write tcp://HOST:PORT or serial:/dev/ttyUSB0?baud=9600',
  ),
  said('Where the instrument is: tcp://192.168.1.20:5025, serial:/dev/ttyUSB0?baud=9600.'),
);

const timing = {
  timeout: v.optional(v.pipe(duration, said('How long an answer may take; 2 s if absent.'))),
  gap: v.optional(
    v.pipe(
      duration,
      said('Pause before each command; 10 ms if absent: some drop what comes sooner.'),
    ),
  ),
};

const supply = v.strictObject({
  kind: v.literal('scpi-supply'),
  address: stream,
  identity: v.optional(
    v.pipe(text, said('What *IDN? must begin with: vendor, model and serial number.')),
  ),
  dialect: v.optional(
    v.pipe(
      v.picklist(['auto', 'rigol-dp800', 'keysight-e36300a', 'generic']),
      said('Which commands it takes; told by *IDN? if auto or absent.'),
    ),
  ),
  terminator: v.optional(v.pipe(v.picklist(['lf', 'crlf']), said('Ends a command; lf if absent.'))),
  ...timing,
});

const relay = v.strictObject({
  kind: v.literal('usb-relay'),
  address: v.pipe(
    v.string(),
    v.regex(
      /^(hid:\/[^\s]{1,200}|usb:\d{1,3}-\d{1,3}(\.\d{1,3}){0,6}|usbip:(\/\/)?[^\s]{1,200})$/,
      'write usb:1-1.4 (the place in the USB tree), hid:/dev/hidraw0 or usbip://HOST:PORT/1-1',
    ),
    said('The board, by its place in the USB tree: boards of one make share a serial number.'),
  ),
  relays: v.optional(
    v.pipe(from(1, 8), said('How many it has; its product name tells if absent.')),
  ),
  serial: v.optional(v.pipe(text, said('The five characters that it tells of itself.'))),
  ...timing,
});

const hub = v.strictObject({
  kind: v.literal('usb-hub'),
  address: v.pipe(
    v.string(),
    v.regex(/^usb:\d{1,3}(-\d{1,3}(\.\d{1,3}){0,6})?$/, 'write usb:1-1, its place in the USB tree'),
    said('The hub, by its place in the USB tree, as uhubctl lists it.'),
  ),
  program: v.optional(
    v.pipe(text, said('Path of uhubctl, from the folder of this file; found by PATH if absent.')),
  ),
  timeout: v.optional(v.pipe(duration, said('How long uhubctl may take; 15 s if absent.'))),
});

const chamber = v.strictObject({
  kind: v.literal('modbus-chamber'),
  address: stream,
  map: v.pipe(
    v.picklist(['watlow-f4', 'watlow-f4t']),
    said('Registers: F4, or F4T set to data map 2: watlow-f4; F4T with data map 1: watlow-f4t.'),
  ),
  unit: v.optional(v.pipe(from(1, 247), said('Modbus unit; 1 if absent.'))),
  degrees: v.optional(
    v.pipe(v.picklist(['C', 'F']), said('Unit of the floats of data map 1; C if absent.')),
  ),
  lowest: v.optional(v.pipe(celsius, said('It is never sent below; -40 °C if absent.'))),
  highest: v.optional(v.pipe(celsius, said('It is never sent above; 85 °C if absent.'))),
  band: v.optional(v.pipe(kelvins, said('How near to the set point counts; 0.5 °C if absent.'))),
  settle: v.optional(v.pipe(duration, said('How long it must stay in the band; 1 min if absent.'))),
  limit: v.optional(v.pipe(duration, said('How long it may take to get there; 1 h if absent.'))),
  idle: v.optional(v.pipe(celsius, said('Its set point while nothing runs; 23 °C if absent.'))),
  ...timing,
});

const person = v.strictObject({
  kind: v.literal('person'),
  language: v.optional(v.pipe(v.picklist(['en', 'ja']), said('Of the prompts; en if absent.'))),
});

const supplyWire = v.strictObject({
  instrument: name,
  channel: v.optional(v.pipe(from(1, 4), said('1 if absent.'))),
  voltage: v.pipe(volts, said('What a fresh cell has: the rail while nothing else is asked for.')),
  limit: v.optional(v.pipe(amperes, said('Current limit; 100 mA if absent.'))),
  most: v.optional(
    v.pipe(volts, said('What the fob stands: never set above; 1.25 times voltage if absent.')),
  ),
});

const relayWire = v.strictObject({
  instrument: name,
  relay: from(1, 8),
  contact: v.optional(
    v.pipe(
      v.picklist(['normally-open', 'normally-closed']),
      said('Which contact is wired. Absent: normally-open; normally-closed for cell.'),
    ),
  ),
});

const cellWire = v.strictObject({
  ...relayWire.entries,
  holds: v.optional(
    v.pipe(
      v.picklist(['cell', 'supply']),
      said('In whose line the relay is. Absent: of the supply where the port has one.'),
    ),
  ),
});

const hubWire = v.strictObject({
  instrument: name,
  port: from(1, 31),
  feeds: v.optional(
    v.pipe(v.boolean(), said('Whether the fob has no other power; false if absent.')),
  ),
});

const port = v.strictObject({
  fob: v.pipe(
    v.string('write the device id in quotes: "0011223344556677"'),
    v.regex(/^[0-9a-fA-F]{16}$/, 'a device id has 16 hex digits; write it in quotes'),
    said('Device id of the fob that stands in this port; it is asked before anything is done.'),
  ),
  profile: v.pipe(text, said('Its fob type.')),
  as: v.optional(v.pipe(name, said('Name of the other fob of a scenario that it stands for.'))),
  label: v.optional(v.pipe(text, said('Serial label, for the person to find it by.'))),
  link: v.optional(
    v.pipe(
      text,
      said('Device URL: serial:/dev/ttyACM0; found by the device id if absent; none: no wire.'),
    ),
  ),
  'factory-key': v.optional(
    v.pipe(text, said('File with its transport key in hex, from the folder of this file.')),
  ),
  supply: v.optional(v.pipe(supplyWire, said('The supply that feeds it.'))),
  button: v.optional(v.pipe(relayWire, said('The relay across its button.'))),
  cell: v.optional(v.pipe(cellWire, said('The relay that takes its power away.'))),
  hub: v.optional(v.pipe(hubWire, said('The hub port of its USB plug.'))),
  chamber: v.optional(v.pipe(name, said('The chamber that it stands in.'))),
  person: v.optional(v.pipe(name, said('Who presses it, reads it and changes its cell.'))),
});

/** The shape of a bench file. Names and quantities are resolved in read-bench.ts. */
export const benchSchema = v.strictObject({
  bench: v.pipe(name, said('Name of the bench, for reports.')),
  about: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  instruments: v.record(name, v.variant('kind', [supply, relay, hub, chamber, person])),
  ports: v.record(name, port),
  tolerances: v.optional(
    v.strictObject({
      rail: v.optional(v.pipe(volts, said('Measured rail against its setting; 50 mV if absent.'))),
      'rail-settle': v.optional(
        v.pipe(duration, said('How long the rail may take to get there; 500 ms if absent.')),
      ),
      off: v.optional(v.pipe(volts, said('A rail below is off; 300 mV if absent.'))),
      boot: v.optional(
        v.pipe(
          duration,
          said('How long a fob may take to answer once it has power; 10 s if absent.'),
        ),
      ),
      uptime: v.optional(v.pipe(duration, said('Uptime against the clock; 2 s if absent.'))),
    }),
  ),
});

const instrumentWords = [supply, relay, hub, chamber, person].map(({ entries }) => ({
  kind: entries.kind.literal,
  words: Object.keys(entries),
}));

/** The words that are possible where a path leads; none where anything goes. */
export function wordsAt(path: readonly (string | number)[], kind: unknown): readonly string[] {
  const [section, , part] = path;
  if (section === undefined) return Object.keys(benchSchema.entries);
  if (section === 'tolerances') return Object.keys(benchSchema.entries.tolerances.wrapped.entries);
  if (section === 'instruments') {
    return instrumentWords.find((one) => one.kind === kind)?.words ?? [];
  }
  if (part === undefined) return Object.keys(port.entries);
  if (part === 'supply') return Object.keys(supplyWire.entries);
  if (part === 'hub') return Object.keys(hubWire.entries);
  if (part === 'cell') return Object.keys(cellWire.entries);
  return Object.keys(relayWire.entries);
}

export type BenchData = v.InferOutput<typeof benchSchema>;
export type InstrumentData = BenchData['instruments'][string];
export type PortData = BenchData['ports'][string];
