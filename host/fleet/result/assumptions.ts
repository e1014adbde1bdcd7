import type { FleetSpec } from '@fobkit/emulator/fleet';
import { percent, told } from '../report/words.ts';
import type { FleetFacts } from './fleet-facts.ts';

type Distribution = FleetSpec['calibrationPpb'];
type Defect = FleetSpec['defects'][number];

const MOST_LETTERS = 600;

/** What a fleet is made of, a line each: a number is worth as much as these. */
export function assumptionsOf(spec: FleetSpec): FleetFacts['assumptions'] {
  const { defects, lives, owners } = spec;
  const { replacedAfterDays } = owners;
  const lines: readonly (readonly [string, string])[] = [
    ['presses a day', spread(owners.pressesPerDay, '')],
    ['idle presses', `${percent(owners.idlePresses)}, whose code nobody types`],
    ['mistyped', `${percent(owners.mistyped)} of the codes`],
    ['tries', `${owners.triesBeforeCall} before somebody calls`],
    [
      'help desk',
      'lifts a lock; else one more try in the call; then two codes in a row, if the policy takes such, and two more; then the drift is forgotten',
    ],
    ['typing', spread(owners.typingSeconds, ' s')],
    [
      'replacement',
      replacedAfterDays === undefined
        ? 'none is sent'
        : `${replacedAfterDays} days after a death, or after the help desk gives a working fob up: its right code is refused even after the drift is forgotten`,
    ],
    ['crystal', spread(spec.calibrationPpb, ' ppm', 1000)],
    ['ageing', spread(spec.ageingPpbPerYear, ' ppm a year', 1000)],
    ['shelf', `${spread(spec.shelfDays, ' days')}, at ${told(spec.shelfDeciCelsius / 10)} °C`],
    ['lives', lives.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')],
    ['cell', cellOf(spec)],
    ['defects', defects.length === 0 ? 'none' : defects.map(defectText).join('; ')],
  ];
  return lines.map(([name, value]) => ({ name, value: cut(value) }));
}

/** A table of a thousand rows is for the file to tell. */
function cut(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 2)} …`;
}

function cellOf({ chargePercent, sleepPermille }: FleetSpec): string {
  const sleep = spread(sleepPermille, ' %', 10);
  return `charge ${spread(chargePercent, ' %')}; sleep current ${sleep} of the fob type’s`;
}

function defectText(defect: Defect): string {
  const share = percent(defect.share);
  if (defect.kind === 'leak') return `${share} leak ${spread(defect.nanoamps, ' nA')}`;
  if (defect.kind === 'crystal') return `${share} are off by ${spread(defect.ppb, ' ppm', 1000)}`;
  return `${share} die after ${spread(defect.afterDays, ' days')}`;
}

/** A distribution in units of which there are `per` to one that is told. */
function spread(of: Distribution, unit: string, per = 1): string {
  const value = (number: number): string => told(number / per);
  switch (of.kind) {
    case 'constant':
      return `${value(of.value)}${unit}`;
    case 'uniform':
      return `${value(of.from)} to ${value(of.to)}${unit}`;
    case 'triangular':
      return `${value(of.from)} to ${value(of.to)}${unit}, most in the middle`;
    case 'normal': {
      const from = of.from === undefined ? '' : `, from ${value(of.from)}`;
      const to = of.to === undefined ? '' : `, to ${value(of.to)}`;
      return `${value(of.mean)}${unit} on the average, standard deviation ${value(of.deviation)}${from}${to}`;
    }
    case 'table':
      return of.rows.map((row) => `${value(row.value)}${unit} (${percent(row.share)})`).join(', ');
  }
}
