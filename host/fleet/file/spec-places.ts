import { type FleetSpec, specFaults } from '@fobkit/emulator/fleet';
import type { YamlPath } from '@fobkit/store/yaml';
import type { PathFault } from './fleet-nonsense.ts';

/** Where a file says what a field of the spec has. */
const PLACES: Readonly<Record<string, YamlPath>> = {
  days: ['time'],
  madeOn: ['made'],
  'codes.stepSeconds': ['codes', 'step'],
  calibrationPpb: ['crystal', 'error'],
  ageingPpbPerYear: ['crystal', 'ageing'],
  shelfDays: ['shelf', 'time'],
  shelfDeciCelsius: ['shelf', 'temperature'],
  chargePercent: ['cell', 'charge'],
  sleepPermille: ['cell', 'sleep-current'],
  'owners.pressesPerDay': ['owners', 'presses'],
  'owners.idlePresses': ['owners', 'idle'],
  'owners.typingSeconds': ['owners', 'typing'],
  'owners.triesBeforeCall': ['owners', 'tries'],
  'owners.replacedAfterDays': ['owners', 'replaced-after'],
  'guesser.fobsPerDay': ['guesser', 'fobs'],
};

const DEFECT_WORDS: Readonly<Record<string, string>> = {
  share: 'share',
  nanoamps: 'leak',
  ppb: 'crystal',
  afterDays: 'dies-after',
};

/** What the simulation has against a spec, where the file says it. */
export function faultsOfSpec(spec: FleetSpec): readonly PathFault[] {
  return specFaults(spec).map(({ message, path }) => {
    const place = placeOf(path, spec);
    return { path: place, message: `${String(place.at(-1))}: ${message}` };
  });
}

function placeOf(path: string, { lives }: FleetSpec): YamlPath {
  const [first = '', second = '', third = ''] = path.split('.');
  if (first === 'lives') {
    const name = lives[Number(second)]?.name;
    return name === undefined ? ['lives'] : ['lives', name];
  }
  if (first === 'defects') {
    const word = DEFECT_WORDS[third];
    if (second === '') return ['defects'];
    return ['defects', Number(second), ...(word === undefined ? [] : [word])];
  }
  return PLACES[`${first}.${second}`] ?? PLACES[first] ?? path.split('.');
}
