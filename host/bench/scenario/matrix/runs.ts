import type { Scalar } from '../model.ts';
import { suggestion } from '@fobkit/store/yaml';
import { Cursor, type ReadingContext } from '../read/cursor.ts';
import { type MapEntry, type MapNode, sizeOf } from '../read/node.ts';
import { mapOf } from '../read/shape.ts';
import { axis, parameter, type PlacedValue, scalarOf } from './parameter-words.ts';

/** The most runs of one file. */
const MAX_RUNS = 10_000;
/** The most parts that a file may have in all its runs together. */
const MAX_PARTS = 20_000_000;
const MAX_SEED = 0xffff_ffff;

/** The parameters of one run by name: `profile` and `seed` first, then as in the file. */
export type RunParameters = ReadonlyMap<string, PlacedValue>;

/**
 * The parameters of each run of a file, in the order of its matrix: the last axis is the fastest.
 * What is wrong is told to the context; then what is right of it is still given, to go on with.
 */
export function runsOf(
  file: MapNode,
  context: ReadingContext,
  set: Readonly<Record<string, Scalar>>,
): readonly RunParameters[] {
  const root = new Cursor(file, '', context);
  const part = (name: string) => file.entries.find(({ key }) => key === name);
  const defaults = new Map(
    readPart(root, part('parameters'), mapOf(parameter, 'name of a parameter')),
  );
  const axes = new Map(readPart(root, part('matrix'), mapOf(axis, 'name of a parameter')));
  for (const [name, value] of Object.entries(set)) {
    const names = new Set(['profile', 'seed', ...defaults.keys(), ...axes.keys()]);
    if (!names.has(name)) {
      const hint = suggestion(name, [...names]);
      root.wrong(`no parameter is called ${JSON.stringify(name)}; ${hint}`, {
        field: `--set ${name}`,
      });
      continue;
    }
    axes.delete(name);
    defaults.set(name, { ...scalarOf(value), place: file.place });
  }
  const explosion = tooMany(axes, file);
  if (explosion !== undefined) {
    root.wrong(explosion, { field: 'matrix', place: part('matrix')?.place ?? file.place });
  }
  const cells = combinations(explosion === undefined ? axes : shortened(axes));
  return cells.map((cell) => completed(new Map([...defaults, ...cell]), root, part('profile')));
}

/** Why a matrix has more runs than can be read. */
function tooMany(axes: Axes, file: MapNode): string | undefined {
  const sizes = [...axes.values()].map((values) => values.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > MAX_RUNS) {
    return `${sizes.join(' × ')} = ${count} runs are too many; at most ${MAX_RUNS}`;
  }
  const read = file.entries.filter(({ key }) => key !== 'matrix' && key !== 'parameters');
  const parts = sizeOf({ ...file, entries: read });
  if (count * parts <= MAX_PARTS) return undefined;
  const most = Math.floor(MAX_PARTS / parts);
  return `${count} runs of a file of ${parts} parts are too many; at most ${most}`;
}

function readPart<T>(
  root: Cursor,
  entry: MapEntry | undefined,
  shape: { read(at: Cursor): ReadonlyMap<string, T> | null },
): ReadonlyMap<string, T> {
  if (entry === undefined) return new Map();
  return shape.read(root.valueOf(entry.key, entry.place, entry.value)) ?? new Map<string, T>();
}

type Axes = ReadonlyMap<string, readonly PlacedValue[]>;

function combinations(axes: Axes): readonly ReadonlyMap<string, PlacedValue>[] {
  let cells: readonly ReadonlyMap<string, PlacedValue>[] = [new Map()];
  for (const [name, values] of axes) {
    cells = cells.flatMap((cell) => values.map((value) => new Map([...cell, [name, value]])));
  }
  return cells;
}

/** One value of each axis: enough to find what else is wrong. */
function shortened(axes: Axes): Axes {
  return new Map([...axes].map(([name, values]) => [name, values.slice(0, 1)]));
}

/** Puts `profile` and `seed` in, which every run has. */
function completed(
  given: ReadonlyMap<string, PlacedValue>,
  root: Cursor,
  entry: MapEntry | undefined,
): RunParameters {
  const { context, place } = root;
  const others = [...given].filter(([name]) => name !== 'profile' && name !== 'seed');
  const seed = given.get('seed') ?? { value: 1, text: '1', place };
  const { value } = seed;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_SEED) {
    root.wrong(`${JSON.stringify(seed.text)} is no seed; a whole number from 0 to ${MAX_SEED}`, {
      place: seed.place,
      field: 'seed',
    });
  }
  const known = new Map([['seed', seed], ...others]);
  const profile = given.get('profile') ?? atTop(root, entry, { ...context, parameters: known });
  if (profile !== null && !context.env.profileNames.includes(profile.text)) {
    const hint = suggestion(profile.text, context.env.profileNames);
    root.wrong(`no fob type is called ${JSON.stringify(profile.text)}; ${hint}`, {
      place: profile.place,
      field: 'profile',
    });
  }
  return new Map([...(profile === null ? [] : [['profile', profile] as const]), ...known]);
}

function atTop(
  root: Cursor,
  entry: MapEntry | undefined,
  context: ReadingContext,
): PlacedValue | null {
  if (entry === undefined) {
    const [first] = context.env.profileNames;
    return root.wrong(`profile is missing; the name of a fob type, as ${first ?? 'generic'}`);
  }
  const at = new Cursor(entry.value, 'profile', context);
  const scalar = at.scalar('the name of a fob type');
  return scalar && { ...scalar, place: at.place };
}
