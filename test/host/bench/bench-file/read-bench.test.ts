import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BenchFileError, readBench } from '@fobkit/bench';

const example = readFileSync(
  new URL('../../../../host/bench/schema/bench.example.yaml', import.meta.url),
  'utf8',
);

const FILE = '/bench/line-3.yaml';
const HEAD = `bench: line-3
instruments:
  psu1: { kind: scpi-supply, address: tcp://10.0.0.1:5025 }
  relays1: { kind: usb-relay, address: usb:1-1.4, relays: 4 }
`;
const PORT = `    fob: "0011223344556677"
    profile: generic
`;

const read = (text: string) => readBench({ text, file: FILE });

/** Every fault of a file, as it is told. */
function faults(text: string): readonly string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof BenchFileError)) throw error;
    return error.message.split('\n');
  }
}

describe('a bench file', () => {
  it('is read as the published example is', () => {
    const bench = read(example);
    expect(bench.name).toBe('line-3');
    expect([...bench.instruments.keys()]).toEqual([
      'psu1',
      'relays1',
      'hub1',
      'chamber1',
      'operator',
    ]);
    const [left, right] = bench.ports;
    expect(left).toMatchObject({
      deviceId: '0011223344556677',
      link: 'serial:/dev/ttyACM0',
      factoryKeyFile: '/bench/keys/left.hex',
      supply: { channel: 1, volts: 3, limitAmperes: 0.05, mostVolts: 3.75 },
      button: { relay: 1, contact: 'normally-open' },
      cell: { relay: 2, contact: 'normally-closed', holds: 'supply' },
      hub: { port: 2, feeds: false },
      chamber: { band: 0.5, settleMs: 300_000, limitMs: 5_400_000 },
      person: { language: 'ja' },
    });
    expect(right).toMatchObject({ as: 'twin', link: '8899aabbccddeeff' });
    expect(bench.tolerances).toMatchObject({ rail: 0.03, railSettleMs: 500, off: 0.3 });
  });

  it('has the device ids of its ports in one case, and finds the fob by it without a link', () => {
    const [port] = read(`${HEAD}ports:\n  a:\n    fob: "00112233445566FF"\n    profile: x\n`).ports;
    expect([port?.deviceId, port?.link]).toEqual(['00112233445566ff', '00112233445566ff']);
  });

  it('says with `none` that a fob has no wire', () => {
    expect(read(`${HEAD}ports:\n  a:\n${PORT}    link: none\n`).ports[0]).not.toHaveProperty(
      'link',
    );
  });

  it('keeps a cell in when its relay drops: normally closed, where there is no supply', () => {
    const [port] = read(
      `${HEAD}ports:\n  a:\n${PORT}    cell: { instrument: relays1, relay: 3 }\n`,
    ).ports;
    expect(port?.cell).toMatchObject({ holds: 'cell', contact: 'normally-closed' });
  });
});

describe('one thing with two names is refused, however it is spelt', () => {
  const INSTRUMENTS = 'bench: b\ninstruments:\n';
  const RELAY = '{ kind: usb-relay, address: usb:1-1 }';
  const port = (name: string, id: string, link: string): string =>
    `  ${name}:\n    fob: "${id}"\n    profile: generic\n    link: ${link}\n`;

  it.each<[string, string, string, string]>([
    [
      'a line at two speeds',
      '{ kind: scpi-supply, address: "serial:/dev/ttyUSB0?baud=9600" }',
      '{ kind: scpi-supply, address: "serial:/dev/ttyUSB0?baud=19200" }',
      'b and a have the same address: one instrument is named once',
    ],
    [
      'this machine by two names',
      '{ kind: scpi-supply, address: "tcp://localhost:5025" }',
      '{ kind: scpi-supply, address: "tcp://127.0.0.1:5025" }',
      'b and a have the same address: one instrument is named once',
    ],
    [
      'a supply and a chamber on one line',
      '{ kind: scpi-supply, address: "serial:/dev/ttyUSB0" }',
      '{ kind: modbus-chamber, address: "serial:/dev/ttyUSB0", map: watlow-f4 }',
      'b and a cannot be on one line: only chambers of one speed can',
    ],
    [
      'two chambers on a line at two speeds',
      '{ kind: modbus-chamber, address: "serial:/dev/ttyUSB0?baud=9600", map: watlow-f4 }',
      '{ kind: modbus-chamber, address: "serial:/dev/ttyUSB0", map: watlow-f4, unit: 2 }',
      'b and a cannot be on one line: only chambers of one speed can',
    ],
  ])('%s', (_, one, other, message) => {
    const text = `${INSTRUMENTS}  a: ${one}\n  b: ${other}\nports:\n  p:\n${PORT}`;
    const [fault = '', ...more] = faults(text);
    expect(fault).toMatch(/^\/bench\/line-3\.yaml:4:\d+: /);
    expect(fault).toContain(message);
    expect(more).toEqual([]);
  });

  it('two chambers of one speed may share a line', () => {
    const chamber = (unit: number): string =>
      `{ kind: modbus-chamber, address: "serial:/dev/ttyUSB0", map: watlow-f4, unit: ${unit} }`;
    const text = `${INSTRUMENTS}  a: ${chamber(1)}\n  b: ${chamber(2)}\nports:\n  p:\n${PORT}`;
    expect(faults(text)).toEqual([]);
  });

  it('one link of two fobs', () => {
    const ports = [
      port('a', '0011223344556677', '"serial:/dev/ttyACM0"'),
      port('b', '8899aabbccddeeff', '"serial:/dev/ttyACM0?baud=9600"'),
    ];
    expect(faults(`${INSTRUMENTS}  r: ${RELAY}\nports:\n${ports.join('')}`)).toEqual([
      `${FILE}:12:11: serial:/dev/ttyACM0?baud=9600 is wired to a and to b; it has one place`,
    ]);
  });

  it('an instrument as the link of a fob', () => {
    const supply = '{ kind: scpi-supply, address: "serial:/dev/ttyACM0" }';
    const text = `${INSTRUMENTS}  s: ${supply}\nports:\n${port('a', '0011223344556677', '"serial:/dev/ttyACM0"')}`;
    expect(faults(text)).toEqual([`${FILE}:8:11: serial:/dev/ttyACM0 is s, and no fob`]);
  });
});

describe('a wrong bench file is refused with file, line and column', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'text that is no YAML',
      'bench: [1',
      [`${FILE}:1:10: a [ has no ] that closes it before here`],
    ],
    ['nothing at all', '', [`${FILE}:1:1: the file is empty`]],
    [
      'an unknown word, with the one that was meant',
      `${HEAD}ports:\n  a:\n${PORT}    buton: { instrument: relays1, relay: 1 }\n`,
      [`${FILE}:9:5: buton is no word here; did you mean button?`],
    ],
    [
      'a word that is missing',
      'bench: x\ninstruments:\n  psu1: { kind: scpi-supply }\nports: {}\n',
      [`${FILE}:3:9: address is missing`],
    ],
    [
      'an unknown kind of instrument',
      'bench: x\ninstruments:\n  psu1: { kind: oscilloscope }\nports: {}\n',
      [
        `${FILE}:3:17: kind: write one of scpi-supply, usb-relay, usb-hub, modbus-chamber, person, not "oscilloscope"`,
      ],
    ],
    [
      'a number without its unit',
      `${HEAD}ports:\n  a:\n${PORT}    supply: { instrument: psu1, voltage: 3 }\n`,
      [`${FILE}:9:42: voltage: write a number with its unit, as 3.0 V, not 3`],
    ],
    [
      'a wrong unit',
      `${HEAD}ports:\n  a:\n${PORT}    supply: { instrument: psu1, voltage: 3 A }\n`,
      [`${FILE}:9:42: voltage: write a number with its unit (V, mV), as 3.0 V, not "3 A"`],
    ],
    [
      'a device id that YAML takes for a number',
      `${HEAD}ports:\n  a:\n    fob: 0011223344556677\n    profile: x\n`,
      [`${FILE}:7:10: fob: write the device id in quotes: "0011223344556677", not 11223344556677`],
    ],
    [
      'two ports with one fob',
      `${HEAD}ports:\n  a:\n${PORT}  b:\n${PORT}`,
      [`${FILE}:10:10: the fob 0011223344556677 is wired to a and to b; it has one place`],
    ],
    [
      'an instrument that is not there',
      `${HEAD}ports:\n  a:\n${PORT}    button: { instrument: relay1, relay: 1 }\n`,
      [`${FILE}:9:27: relay1 is no instrument here; did you mean relays1?`],
    ],
    [
      'an instrument of another kind',
      `${HEAD}ports:\n  a:\n${PORT}    button: { instrument: psu1, relay: 1 }\n`,
      [`${FILE}:9:27: psu1 is no usb-relay but a scpi-supply; possible: relays1`],
    ],
    [
      'a relay that the board has not',
      `${HEAD}ports:\n  a:\n${PORT}    button: { instrument: relays1, relay: 5 }\n`,
      [`${FILE}:9:43: relays1 has 4 relays`],
    ],
    [
      'a relay with two wires',
      `${HEAD}ports:\n  a:\n${PORT}    button: { instrument: relays1, relay: 1 }\n    cell: { instrument: relays1, relay: 1 }\n`,
      [`${FILE}:10:41: relay 1 of relays1 is wired twice to a; it has one place`],
    ],
    [
      'a voltage that would harm',
      `${HEAD}ports:\n  a:\n${PORT}    supply: { instrument: psu1, voltage: 30 V }\n`,
      [`${FILE}:9:42: a rail has more than 0 V and at most 6 V`],
    ],
    [
      'one instrument under two names',
      `${HEAD.replace('relays1', 'psu2: { kind: scpi-supply, address: "tcp:10.0.0.1:5025" }\n  relays1')}ports:\n  a:\n${PORT}`,
      [`${FILE}:4:39: psu2 and psu1 have the same address: one instrument is named once`],
    ],
    [
      'an address that is none',
      'bench: x\ninstruments:\n  p: { kind: scpi-supply, address: tcp://10.0.0.1 }\nports:\n  a:\n' +
        PORT,
      [`${FILE}:3:36: device tcp:10.0.0.1: write tcp:HOST:PORT, with an IPv6 address in [ ]`],
    ],
    ['no ports', `${HEAD}ports: {}\n`, [`${FILE}:5:8: a bench has at least one port`]],
  ])('%s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('tells everything that is wrong at once, in the order of the file', () => {
    const text = `${HEAD}ports:\n  a:\n${PORT}    chamber: oven\n    person: bob\n`;
    expect(faults(text)).toEqual([
      `${FILE}:9:14: oven is no instrument here; there is none`,
      `${FILE}:10:13: bob is no instrument here; there is none`,
    ]);
  });

  it('does not choke on aliases that grow, on nesting without end, on size', () => {
    const bomb = [
      'a: &a [x, x]',
      ...Array.from({ length: 20 }, (_, i) => {
        const name = String.fromCharCode(98 + i);
        const before = String.fromCharCode(97 + i);
        return `${name}: &${name} [*${before}, *${before}, *${before}]`;
      }),
    ].join('\n');
    expect(faults(bomb)[0]).toMatch(/:1:1: this cannot be read as YAML/);
    expect(faults('['.repeat(100_000))).not.toEqual([]);
    expect(faults(`#${'x'.repeat(1_000_001)}`)).toEqual([
      `${FILE}:1:1: the file has more than 1000000 characters`,
    ]);
  });
});
