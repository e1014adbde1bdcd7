import * as v from 'valibot';

/** Lengths are of UTF-8, as on the wire. */
const text = (max: number): v.GenericSchema<string> =>
  v.pipe(v.string(), v.minBytes(1), v.maxBytes(max));
const integer = (min: number, max: number): v.GenericSchema<number> =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const bounded = (min: number, max: number): v.GenericSchema<number> =>
  v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const colour = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/, 'expected #rgb or #rrggbb'),
);

const pattern = v.pipe(
  v.string(),
  v.maxLength(120),
  v.check((source) => compiles(source), 'expected a regular expression'),
);

const curve = v.pipe(
  v.array(v.strictTuple([integer(-1_000_000, 1_000_000), integer(0, 1_000_000_000)])),
  v.minLength(1),
  v.maxLength(100),
  v.check(
    (points) => points.every((point, i) => i === 0 || point[0] > (points[i - 1]?.[0] ?? 0)),
    'expected points with x ascending',
  ),
);

const mode = v.picklist(['totp', 'hotp', 'ocra']);
const algorithm = v.picklist(['SHA1', 'SHA256', 'SHA512']);

/** A list of at least one name, none of them twice. */
const namesOf = <const S extends v.GenericSchema<string>>(name: S) =>
  v.pipe(
    v.array(name),
    v.minLength(1),
    v.check((names) => new Set(names).size === names.length, 'expected each name once'),
  );

const product = v.strictObject({
  protocol: v.exactOptional(v.literal('fobkit')),
  model: text(32),
  firmwareVersion: text(32),
  modes: namesOf(mode),
  algorithms: namesOf(algorithm),
  minDigits: integer(4, 10),
  maxDigits: integer(4, 10),
  steps: v.union([v.literal('any'), v.pipe(v.array(integer(1, 3600)), v.maxLength(16))]),
  display: v.strictObject({
    style: v.picklist(['press', 'always', 'app']),
    onSeconds: integer(1, 3600),
    secondPressTurnsOff: v.boolean(),
    countdown: v.picklist(['none', 'bars', 'seconds']),
    lowBatterySeconds: integer(0, 60),
  }),
  menu: v.exactOptional(
    v.strictObject({
      holdSeconds: integer(1, 60),
      pages: v.pipe(v.array(v.picklist(['time', 'battery', 'serial'])), v.minLength(1)),
    }),
  ),
  lowBattery: v.array(
    v.strictObject({ belowPercent: bounded(0, 100), text: v.pipe(v.string(), v.maxLength(32)) }),
  ),
  endOfLife: v.strictObject({
    presses: v.exactOptional(integer(1, 1_000_000_000)),
    text: v.pipe(v.string(), v.maxLength(32)),
  }),
  clock: v.strictObject({
    adjustLimitSeconds: integer(0, 4_294_967_295),
    trimLimitPpb: integer(0, 10_000_000),
  }),
  serialPattern: pattern,
});

const parts = v.strictObject({
  crystal: v.strictObject({
    tolerancePpb: integer(0, 10_000_000),
    ageingPpbPerYear: integer(-1_000_000, 1_000_000),
    parabolaPpb: integer(0, 1000),
    turnoverDeciCelsius: integer(-400, 850),
  }),
  battery: v.strictObject({
    type: text(32),
    capacityMicroampHours: integer(1, 5_000_000),
    selfDischargePpmPerYear: integer(0, 1_000_000),
    selfDischargeByTemperature: curve,
    openCircuit: curve,
    resistance: curve,
    resistanceByTemperature: curve,
    resistanceAgeingPermillePerYear: integer(0, 10_000),
    brownOutMillivolts: integer(0, 5000),
    loadsNa: v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)), integer(0, 1_000_000_000)),
  }),
  lcd: v.strictObject({
    kind: v.picklist(['segments', 'screen']),
    positions: integer(4, 32),
    align: v.picklist(['left', 'centre', 'right']),
    bars: integer(0, 12),
  }),
  button: v.strictObject({ bounceMilliseconds: integer(0, 1000), maxBounces: integer(0, 50) }),
  flash: v.exactOptional(
    v.strictObject({
      pageSize: integer(256, 65_536),
      pageCount: integer(2, 256),
      wearLimit: integer(1, 10_000_000),
    }),
  ),
});

const face = v.strictObject({
  shape: v.picklist(['fob', 'card', 'phone', 'stick']),
  widthMillimetres: bounded(30, 200),
  heightMillimetres: bounded(15, 200),
  cornerMillimetres: bounded(0, 50),
  keyRing: v.boolean(),
  button: v.picklist(['round', 'bar', 'none']),
  brand: v.pipe(v.string(), v.maxLength(40)),
  colours: v.strictObject({
    body: colour,
    bodyShade: colour,
    bezel: colour,
    glass: colour,
    ink: colour,
    button: colour,
    print: colour,
  }),
});

const heading = {
  name: v.pipe(v.string(), v.maxLength(40), v.regex(/^[a-z][a-z0-9-]*$/, 'expected kebab-case')),
  title: v.strictObject({ en: text(80), ja: text(80) }),
  source: text(2000),
};

/** Shape and limits of a profile, field by field; what fields say of each other is parseProfile's. */
export const profileSchema = v.strictObject({
  ...heading,
  wire: v.picklist(['none', 'pads', 'usb']),
  product,
  parts,
  face,
  serial: v.strictObject({ pattern, example: text(32) }),
  preset: v.exactOptional(
    v.strictObject({ mode, algorithm, digits: integer(4, 10), stepSeconds: integer(1, 3600) }),
  ),
});

const nitrokeyProduct = v.strictObject({
  protocol: v.literal('nitrokey-pro'),
  model: text(32),
  firmwareVersion: v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,1})\.(?:0|[1-9]\d{0,1})$/)),
  verifySlot: v.boolean(),
  cardMilliseconds: integer(0, 20_000),
  faults: v.strictObject({
    slotOffByOne: v.boolean(),
    wrongCrc: v.pipe(v.array(integer(0, 255)), v.maxLength(256)),
  }),
});

/** As `profileSchema`, of a token of another maker, which lacks parts. */
export const tokenProfileSchema = v.strictObject({
  ...heading,
  wire: v.literal('usb'),
  product: nitrokeyProduct,
  parts: v.strictObject({
    crystal: parts.entries.crystal,
    flash: v.unwrap(parts.entries.flash),
  }),
  face,
});

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
