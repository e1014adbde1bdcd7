import { type FleetSpec, specFaults } from '@fobkit/emulator/fleet';
import type { YamlPath } from '@fobkit/store/yaml';
import type { PathFault } from './fleet-nonsense.ts';

/** A number of the spec as a file has it. */
interface Told {
  readonly path: YamlPath;
  readonly unit?: string;
  /** Of the spec's units there are so many to one of the file. */
  readonly per?: number;
  /** Why the limits are what they are. */
  readonly why?: string;
}

/** Where a file says what a field of the spec has. */
const PLACES: Readonly<Record<string, Told>> = {
  days: { path: ['time'], unit: ' d' },
  madeOn: { path: ['made'] },
  'codes.stepSeconds': { path: ['codes', 'step'], unit: ' s' },
  calibrationPpb: { path: ['crystal', 'error'], unit: ' ppm', per: 1000 },
  ageingPpbPerYear: { path: ['crystal', 'ageing'], unit: ' ppm/year', per: 1000 },
  shelfDays: { path: ['shelf', 'time'], unit: ' d' },
  shelfDeciCelsius: { path: ['shelf', 'temperature'], unit: ' °C', per: 10 },
  chargePercent: { path: ['cell', 'charge'], unit: ' %' },
  sleepPermille: { path: ['cell', 'sleep-current'], unit: ' %', per: 10 },
  'owners.pressesPerDay': {
    path: ['owners', 'presses'],
    unit: ' /day',
    why: 'each press needs its time, and so do the tries that may follow it',
  },
  'owners.idlePresses': { path: ['owners', 'idle'], unit: ' %', per: 0.01 },
  'owners.typingSeconds': { path: ['owners', 'typing'], unit: ' s' },
  'owners.triesBeforeCall': { path: ['owners', 'tries'] },
  'owners.replacedAfterDays': { path: ['owners', 'replaced-after'], unit: ' d' },
  'guesser.fobsPerDay': {
    path: ['guesser', 'fobs'],
    unit: ' /day',
    why: 'there are no more fobs',
  },
};

const DEFECTS: Readonly<Record<string, Told>> = {
  share: { path: ['share'], unit: ' %', per: 0.01 },
  nanoamps: { path: ['leak'], unit: ' nA' },
  ppb: { path: ['crystal'], unit: ' ppm', per: 1000 },
  afterDays: { path: ['dies-after'], unit: ' d' },
};

/** What the simulation has against a spec, where the file says it. */
export function faultsOfSpec(spec: FleetSpec): readonly PathFault[] {
  return specFaults(spec).map(({ message, path }) => {
    const told = toldAt(path, spec);
    return { path: told.path, message: `${String(told.path.at(-1))}: ${inWords(message, told)}` };
  });
}

function toldAt(path: string, { lives }: FleetSpec): Told {
  const [first = '', second = '', third = ''] = path.split('.');
  if (first === 'lives') {
    const name = lives[Number(second)]?.name;
    return { path: name === undefined ? ['lives'] : ['lives', name] };
  }
  if (first === 'defects') {
    const { path: word = [], ...told } = DEFECTS[third] ?? {};
    return { ...told, path: second === '' ? ['defects'] : ['defects', Number(second), ...word] };
  }
  return PLACES[`${first}.${second}`] ?? PLACES[first] ?? { path: path.split('.') };
}

/** The message of the spec, in the units of the file. */
function inWords(message: string, { per = 1, unit = '', why }: Told): string {
  const value = (text = ''): string => `${Number((Number(text) / per).toPrecision(6))}${unit}`;
  const because = why === undefined ? '' : `: ${why}`;
  const [, least, most, given] =
    /^a (?:whole )?number from (\S+) to (\S+), not (\S+)$/.exec(message) ?? [];
  if (least !== undefined) {
    return `write ${value(least)} to ${value(most)}, not ${value(given)}${because}`;
  }
  const bell = /^numbers from (\S+) to (\S+); .* come to (\S+) to (\S+)$/.exec(message);
  if (bell === null) return message;
  const [, from, to, lowest, highest] = bell;
  return (
    `the bell curve comes to ${value(lowest)} to ${value(highest)}, by six standard deviations; ` +
    `write its from and to, within ${value(from)} to ${value(to)}${because}`
  );
}
