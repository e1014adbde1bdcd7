import { type RigActionName, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { millisecondsToTicks, secondsToTicks } from '../firmware/ticks.ts';
import type { ControlledFob } from './controlled-fob.ts';

/** A hundred years: beyond any fob's life, and well inside exact integers of ticks. */
const MAX_SECONDS = 3_155_760_000;

const number = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));

/** One action as the server takes it: its arguments, and what it does. */
export interface ControlAction {
  readonly summary: string;
  readonly schema: v.GenericSchema;
  /** Arguments come as JSON. @throws v.ValiError when they do not fit the schema. */
  run(target: ControlledFob, args: unknown): void | Promise<void>;
}

function action<const S extends v.GenericSchema>(
  summary: string,
  schema: S,
  run: (target: ControlledFob, args: v.InferOutput<S>) => void | Promise<void>,
): ControlAction {
  return { summary, schema, run: (target, args) => run(target, v.parse(schema, args)) };
}

const nothing = v.strictObject({});

/** @throws UsageError for a fob type without the part. */
function need({ fob }: ControlledFob, part: 'button' | 'battery'): void {
  const { name, parts } = fob.profile;
  if (parts[part] !== undefined) return;
  throw new UsageError(`${name} has no ${part === 'battery' ? 'cell' : part}`);
}

/** Everything that a hand can do to a fob; the vocabulary is protocol/rig. */
export const controlActions: Readonly<Record<RigActionName, ControlAction>> = {
  press: action(
    'Push the button and lift, after 150 ms unless told otherwise.',
    v.strictObject({ milliseconds: v.exactOptional(number(1, 60_000)) }),
    (target, { milliseconds }) => {
      need(target, 'button');
      target.fob.press(milliseconds === undefined ? undefined : millisecondsToTicks(milliseconds));
    },
  ),
  hold: action(
    'Push the button and stay on it: for some seconds, or until `release`.',
    v.strictObject({ seconds: v.exactOptional(number(0.01, 3600)) }),
    (target, { seconds }) => {
      need(target, 'button');
      if (seconds === undefined) target.fob.hold();
      else target.fob.press(Math.round(secondsToTicks(seconds)));
    },
  ),
  release: action('Lift the finger.', nothing, (target) => {
    need(target, 'button');
    target.fob.release();
  }),
  battery: action(
    'Leave this much of its rated charge in the cell, in percent.',
    v.strictObject({ percent: number(0, 100) }),
    (target, { percent }) => {
      need(target, 'battery');
      target.fob.setBattery(percent);
    },
  ),
  cell: action(
    'Take the cell out, or put it (or a fresh one) in.',
    v.strictObject({ present: v.boolean(), fresh: v.exactOptional(v.boolean()) }),
    (target, { present, fresh }) => {
      need(target, 'battery');
      if (present) target.fob.insertCell(fresh);
      else target.fob.removeCell();
    },
  ),
  supply: action(
    'Feed it from a supply in place of its cell, in millivolts; without a voltage from the cell.',
    v.strictObject({
      millivolts: v.exactOptional(number(0, 6000)),
      seconds: v.exactOptional(number(0, 86_400)),
    }),
    (target, { millivolts, seconds = 0 }) => {
      need(target, 'battery');
      target.fob.setRail(millivolts, { ticks: Math.round(secondsToTicks(seconds)) });
    },
  ),
  temperature: action(
    'Bring the case to a temperature, in degrees Celsius.',
    v.strictObject({ celsius: number(-40, 125) }),
    ({ fob }, { celsius }) => {
      fob.setTemperature(Math.round(celsius * 10));
    },
  ),
  crystal: action(
    'Give the crystal a further error beside its own, in parts per million.',
    v.strictObject({ driftPpm: number(-10_000, 10_000) }),
    ({ fob }, { driftPpm }) => {
      fob.setCrystalDrift(Math.round(driftPpm * 1000));
    },
  ),
  advance: action(
    'Let world time pass, in seconds.',
    v.strictObject({ seconds: number(0, MAX_SECONDS) }),
    (target, { seconds }) => target.advance(Math.round(secondsToTicks(seconds))),
  ),
  unplug: action('Pull the fob off every plug.', nothing, ({ fob }) => {
    fob.unplug();
  }),
  replug: action('Put it back on its plugs.', nothing, (target) => {
    target.replug();
  }),
};
