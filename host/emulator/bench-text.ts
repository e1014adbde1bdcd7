import type { FullSpec, ServedInstrument } from '@fobkit/firmware-sim/fixture';

/** One fob in a bench file. */
export interface BenchTextFob {
  readonly deviceId: string;
  readonly profile: string;
  /** Device URL, or `none`. */
  readonly link: string;
  /** File with its transport key, in the folder of the bench file. */
  readonly keyFile: string;
  /** Millivolts of a fresh cell; absent for a fob without a place for one. */
  readonly millivolts?: number;
}

/** A bench file of emulated instruments: YAML, as `fob bench run --bench` takes it. */
export function benchText(
  fobs: readonly BenchTextFob[],
  specs: readonly FullSpec[],
  served: readonly ServedInstrument[],
): string {
  const servedAs = new Map(served.map((one) => [one.name, one]));
  const instruments = specs.map((spec) => [
    `  ${spec.name}:`,
    `    kind: ${spec.kind}`,
    ...detailsOf(spec, servedAs.get(spec.name)).map((line) => `    ${line}`),
  ]);
  const ports = fobs.map((fob, at) => [
    `  port-${at + 1}:`,
    ...portLines(fob, specs).map((line) => `    ${line}`),
  ]);
  return [
    '# Emulated instruments around emulated fobs. They end with fob sim down, and this file with them.',
    'bench: emulated',
    'instruments:',
    ...instruments.flat(),
    'ports:',
    ...ports.flat(),
    '',
  ].join('\n');
}

function detailsOf(spec: FullSpec, served: ServedInstrument | undefined): readonly string[] {
  const address = served?.address.replace(/^usbip:(?!\/)/, 'usbip://') ?? '';
  return [`address: ${quoted(address)}`, ...ownDetailsOf(spec, served)];
}

function ownDetailsOf(spec: FullSpec, served: ServedInstrument | undefined): readonly string[] {
  switch (spec.kind) {
    case 'scpi-supply':
      return [`dialect: ${spec.dialect}`, `identity: ${quoted(served?.identity ?? '')}`];
    case 'usb-relay':
      return [`relays: ${spec.relays}`, `serial: ${quoted(spec.serial)}`];
    case 'usb-hub':
      return ['program: ./uhubctl'];
    case 'modbus-chamber':
      return [
        `map: ${spec.map}`,
        `unit: ${spec.unit}`,
        `lowest: ${spec.lowest} °C`,
        `highest: ${Math.min(spec.highest, 125)} °C`,
        // It settles as much sooner as its time is quicker.
        `settle: ${Math.max(1, Math.round(60 / spec.speed))} s`,
      ];
  }
}

function portLines(fob: BenchTextFob, specs: readonly FullSpec[]): readonly string[] {
  const { deviceId, keyFile, link, millivolts = 3000, profile } = fob;
  const lines = [
    `fob: ${quoted(deviceId)}`,
    `profile: ${quoted(profile)}`,
    `link: ${quoted(link)}`,
    `factory-key: ./${keyFile}`,
  ];
  for (const spec of specs) {
    for (const wire of spec.wires) {
      if (wire.fob !== deviceId) continue;
      if ('channel' in wire) {
        const volts = (millivolts / 1000).toFixed(2);
        lines.push(
          `supply: { instrument: ${spec.name}, channel: ${wire.channel}, voltage: ${volts} V }`,
        );
      } else if ('does' in wire) {
        lines.push(`${wire.does}: { instrument: ${spec.name}, relay: ${wire.relay} }`);
      } else if ('port' in wire) {
        lines.push(`hub: { instrument: ${spec.name}, port: ${wire.port} }`);
      } else lines.push(`chamber: ${spec.name}`);
    }
  }
  return lines;
}

/** A JSON string is a YAML string. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
