import { suggestion, type YamlPath } from '@fobkit/store/yaml';
import { serialsFrom, serialsIn } from '../serials.ts';
import { findLife, LIVES } from './climate.ts';
import { type DistributionData, distributionFault, sumFault } from './distribution-words.ts';
import type { FleetWords } from './fleet-schema.ts';

/** Something that a file cannot mean, and where it says so. */
export interface PathFault {
  readonly path: YamlPath;
  readonly message: string;
  /** The key is at fault, not what stands behind it. */
  readonly atKey?: boolean;
}

/** What in words of the right shape cannot be meant. */
export function nonsenseOf(data: FleetWords): readonly PathFault[] {
  return [
    ...distributions(data).flatMap(([path, told]) => {
      const fault = told === undefined ? undefined : distributionFault(told);
      return fault === undefined
        ? []
        : [{ path: [...path, ...fault.path], message: `${String(path.at(-1))}: ${fault.message}` }];
    }),
    ...lives(data),
    ...defects(data),
    ...serials(data),
  ];
}

type Told = readonly [path: YamlPath, told: DistributionData | undefined];

function distributions({
  cell,
  crystal,
  defects = [],
  owners,
  shelf,
}: FleetWords): readonly Told[] {
  return [
    [['crystal', 'error'], crystal?.error],
    [['crystal', 'ageing'], crystal?.ageing],
    [['shelf', 'time'], shelf?.time],
    [['cell', 'charge'], cell?.charge],
    [['cell', 'sleep-current'], cell?.['sleep-current']],
    [['owners', 'presses'], owners?.presses],
    [['owners', 'typing'], owners?.typing],
    ...defects.flatMap((defect, index) =>
      Object.entries(defect).map(([word, told]): Told => [['defects', index, word], told]),
    ),
  ];
}

function lives({ lives: told }: FleetWords): readonly PathFault[] {
  if (told === undefined) return [];
  const unknown = Object.entries(told)
    .filter(([name, life]) => typeof life === 'number' && findLife(name) === undefined)
    .map(([name]) => ({
      path: ['lives', name],
      message: `${name} is no life that is known: ${suggestion(
        name,
        LIVES.map((life) => life.name),
      )}; or tell its share and months`,
      atKey: true,
    }));
  const message = sumFault(
    Object.values(told).map((life) => (typeof life === 'number' ? life : life.share)),
  );
  return message === undefined
    ? unknown
    : [...unknown, { path: ['lives'], message: `lives: ${message}`, atKey: true }];
}

function defects({ defects: told = [] }: FleetWords): readonly PathFault[] {
  const sum = told.reduce((all, { share }) => all + share, 0);
  if (sum <= 1 + 1e-9) return [];
  const percent = Number((sum * 100).toPrecision(6));
  const message = `defects: their shares sum to ${percent} %; a fob has one defect at most`;
  return [{ path: ['defects'], message, atKey: true }];
}

function serials({ fobs = 0, serials: label }: FleetWords): readonly PathFault[] {
  const range = label === undefined ? undefined : serialsFrom(label);
  if (range === undefined || serialsIn(range) >= fobs) return [];
  const message = `serials: ${serialsIn(range)} labels from ${String(label)} on, for ${fobs} fobs; write more digits`;
  return [{ path: ['serials'], message }];
}
