import { delay, type HostClock, type Rig, RigError } from '@fobkit/client';
import { max, mean, min } from 'simple-statistics';

/** Currents of a fob in amperes, as the supply measured them. */
export interface CurrentProfile {
  readonly idle: Phase;
  /** From a press until the LCD is surely dark. */
  readonly press: Phase;
  /** What one press costs beside the idle current, in ampere seconds. */
  readonly pressCharge: number;
  readonly instrument: string;
}

export interface Phase {
  readonly samples: number;
  readonly seconds: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

export interface CurrentPlan {
  /** Of the rail, in millivolts. */
  readonly millivolts: number;
  /** How long the fob is watched idle, and after the press, in seconds. */
  readonly idleSeconds: number;
  readonly pressSeconds: number;
  /** Between two samples, in milliseconds. */
  readonly everyMs: number;
  readonly signal?: AbortSignal;
  readonly onSample?: (done: number, of: number) => void;
}

/**
 * Measures the current of a fob that a supply feeds: idle, then over one press. Rejects with
 * `RigError` when the rig has no supply, button or current to read.
 */
export async function profileCurrent(rig: Rig, plan: CurrentPlan): Promise<CurrentProfile> {
  for (const capability of ['supply', 'press'] as const) {
    const lack = rig.lacks(capability);
    if (lack !== undefined) throw new RigError('lacking', `${capability}: ${lack}`);
  }
  await rig.act({ action: 'supply', millivolts: plan.millivolts });
  const of = samplesOf(plan.idleSeconds, plan) + samplesOf(plan.pressSeconds, plan);
  let done = 0;
  const onSample = (): void => plan.onSample?.(++done, of);
  const idle = await watch(rig, plan.idleSeconds, { ...plan, onSample });
  await rig.act({ action: 'press' });
  const press = await watch(rig, plan.pressSeconds, { ...plan, onSample });
  return {
    idle: idle.phase,
    press: press.phase,
    pressCharge: Math.max(0, (press.phase.mean - idle.phase.mean) * press.phase.seconds),
    instrument: press.instrument,
  };
}

function samplesOf(seconds: number, { everyMs }: Pick<CurrentPlan, 'everyMs'>): number {
  return Math.max(1, Math.round((seconds * 1000) / everyMs));
}

async function watch(
  rig: Rig,
  seconds: number,
  plan: Omit<CurrentPlan, 'onSample'> & { readonly onSample: () => void },
): Promise<{ readonly phase: Phase; readonly instrument: string }> {
  const clock: HostClock = rig.clock;
  const values: number[] = [];
  const began = clock.now();
  let instrument = '';
  for (let left = samplesOf(seconds, plan); left > 0; left--) {
    const reading = await rig.read('current');
    values.push(reading.value);
    instrument = reading.instrument;
    plan.onSample();
    await delay(clock, plan.everyMs, plan.signal);
  }
  const phase = {
    samples: values.length,
    seconds: (clock.now() - began) / 1000,
    mean: mean(values),
    least: min(values),
    most: max(values),
  };
  return { phase, instrument };
}
