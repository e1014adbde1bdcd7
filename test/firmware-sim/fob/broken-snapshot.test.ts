import { type Fob, parseFault, restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { getInfo, UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import {
  blankFob,
  HOTP_LOAD,
  loadedFob,
  profileNamed,
  RawHost,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { pass } from '../firmware/firmware-support.ts';

const DAY = 86_400 * TICKS;
/** An always-on display wakes 1,440 times a day; a fob that goes round in circles far more often. */
const MOST_STEPS = 20_000;

/** What JSON can hold in the place of a number; NaN and Infinity become null there. */
const EXTREMES: readonly unknown[] = [
  0,
  1,
  -1,
  0.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 45,
  2 ** 52,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  2 ** 53,
  1e300,
  null,
];

const FAULTS = [
  'battery.leak 5',
  'battery.resistance 3',
  'crystal.drift 5',
  'button.bounce 40',
  'thermometer.offset 3',
  'flash.torn 3',
];

/** Fobs in whose snapshots every field that a snapshot can have is there. */
const SCENES: Readonly<Record<string, () => Fob>> = {
  'whose button still bounces under a code': () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    fob.press();
    pass(fob, 0.14);
    fob.release();
    return fob;
  },
  'that warns of its cell before a code': () => {
    const { fob } = loadedFob('shinkin-hardware');
    fob.setBattery(5);
    fob.press();
    pass(fob, 0.3);
    return fob;
  },
  'that is always on': () => {
    const load = { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000158423177' };
    return loadedFob('sid700', load).fob;
  },
  'with faults that wait and act': () => {
    const { fob } = loadedFob();
    for (const words of FAULTS) fob.faults.arm(parseFault(words.split(' ')));
    fob.faults.arm(parseFault(['wire.drop', 'to-fob'], { onNth: '5' }));
    pass(fob, 1);
    return fob;
  },
  'with a finger on its button and its menu to come': () => {
    const { fob } = loadedFob();
    fob.hold();
    pass(fob, 3);
    return fob;
  },
};

type Path = readonly (string | number)[];

/** Where in a snapshot a number stands, those inside a text of numbers excepted. */
function numbersIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, [...path, name]));
}

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  return Object.assign(copy, { [name]: replaced((value as never)[name], rest, by) });
}

/** A load that a cell cannot bear, or a cell without charge, is a fault that a fob can have. */
function cellIsDown({ parts: { battery } }: Fob): boolean {
  return battery.flat || battery.millivolts() < battery.parameters.brownOutMillivolts;
}

/** `refused`, or how a day of the fob went. */
function outcome(snapshot: unknown): string {
  let fob: Fob;
  try {
    fob = restoreFob(JSON.stringify(snapshot), nodePrimitives);
  } catch (error) {
    return error instanceof UsageError ? 'refused' : `throws ${String(error)}`;
  }
  const { button } = fob.parts;
  const nextEdge = button.nextEdge.bind(button);
  let steps = 0;
  button.nextEdge = () => {
    if (++steps > MOST_STEPS) throw new Error('it goes round in circles');
    return nextEdge();
  };
  const begin = fob.worldTicks;
  try {
    fob.advance(DAY);
    if (fob.worldTicks !== begin + DAY) return 'lost a day';
    if (!fob.running && cellIsDown(fob)) return 'its cell is down';
    const host = new RawHost(fob);
    // The first may meet a fault of the wire.
    const answers = [1, 2].map(() => host.call(getInfo, {}).status);
    return answers.includes('ok') ? 'lives' : 'is silent';
  } catch (error) {
    return String(error);
  }
}

describe.each(Object.entries(SCENES))('a snapshot of a fob %s', (_, scene) => {
  const snapshot: unknown = JSON.parse(takeSnapshot(scene()));

  it('as it is comes to life', () => {
    expect(outcome(snapshot)).toBe('lives');
  });

  it.each(EXTREMES.map((value) => [String(value), value] as const))(
    'with %s in any one number is refused, or lives a day and answers while its cell does',
    (_name, value) => {
      const bad = numbersIn(snapshot)
        .map((path) => [path.join('.'), outcome(replaced(snapshot, path, value))] as const)
        .filter(([, what]) => !['refused', 'lives', 'its cell is down'].includes(what));
      expect(bad).toEqual([]);
    },
  );
});

describe('the edges of a button', () => {
  const fob = SCENES['whose button still bounces under a code']?.() ?? blankFob();
  const snapshot = JSON.parse(takeSnapshot(fob)) as {
    state: { parts: { button: { now: number; edges: string } } };
  };
  const { now } = snapshot.state.parts.button;
  const withEdges = (edges: string): string =>
    outcome(replaced(snapshot, ['state', 'parts', 'button', 'edges'], edges));

  it.each([
    ['in the past', String(now - 1)],
    ['now', String(now)],
    ['out of order', `${String(now + 9)} ${String(now + 5)}`],
    ['twice', `${String(now + 9)} ${String(now + 9)}`],
    ['that are no numbers', 'soon'],
    ['with a hole', `${String(now + 1)}  ${String(now + 3)}`],
    ['by the hundred', Array.from({ length: 203 }, (_, i) => String(now + 1 + i)).join(' ')],
  ])('%s are refused', (_, edges) => {
    expect(withEdges(edges)).toBe('refused');
  });

  it('to come are taken', () => {
    expect(withEdges(`${String(now + 1)} ${String(now + 3)}`)).toBe('lives');
  });
});

it('a snapshot whose fob type is wrong is refused by the field', () => {
  const profile = { ...profileNamed('generic'), name: 'own', wire: 'radio' };
  const snapshot: unknown = JSON.parse(takeSnapshot(blankFob()));
  expect(outcome(replaced(snapshot, ['profile'], profile))).toBe('refused');
});

it('a fob whose T0 is four thousand years off does not count the days to it', () => {
  const t0 = 2 ** 37;
  const { fob } = loadedFob('sid700', {
    ...TOTP_LOAD,
    stepSeconds: 60,
    serialLabel: '000158423177',
    t0,
  });
  expect(fob.nextEventTicks - fob.worldTicks).toBeLessThanOrEqual(1.001 * DAY);
  fob.advance(30 * DAY);
  expect(fob.view.rows).toEqual(['------']);
});
