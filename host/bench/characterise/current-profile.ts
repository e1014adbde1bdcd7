import { delay, type Rig, RigError } from '@fobkit/client';
import { max, min } from 'simple-statistics';

/** Currents of a fob in amperes, as the supply measured them. */
export interface CurrentProfile {
  readonly idle: Phase;
  /** From right before a press until the LCD is surely dark. */
  readonly press: Phase;
  /** What one press costs beside the idle current, in ampere seconds. */
  readonly pressCharge: number;
  readonly instrument: string;
}

export interface Phase {
  readonly samples: number;
  readonly seconds: number;
  /** Over time, along straight lines from sample to sample. */
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
  /** A person presses, who is asked for a whole press. */
  readonly byHand?: boolean;
  readonly signal?: AbortSignal;
  readonly onSample?: (done: number, of: number) => void;
}

/** How long a finger stays for a press. */
const PRESS_MS = 150;
/** Of what the button is held for, at least so many samples: the code is made then. */
const PRESS_SAMPLES = 3;

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
  const watch = new Watch(rig, plan);
  await watch.over(plan.idleSeconds * 1000, plan.everyMs);
  const idle = watch.take();
  await watch.sample();
  await (plan.byHand === true ? pressedByHand : pressed)(rig, watch, plan);
  await watch.over(plan.pressSeconds * 1000, plan.everyMs);
  const press = watch.take();
  return {
    idle,
    press,
    pressCharge: Math.max(0, (press.mean - idle.mean) * press.seconds),
    instrument: watch.instrument,
  };
}

/** Presses the button, and samples while it is down. */
async function pressed(rig: Rig, watch: Watch, { everyMs }: CurrentPlan): Promise<void> {
  await rig.act({ action: 'hold' });
  try {
    await watch.over(PRESS_MS, Math.min(everyMs, PRESS_MS / PRESS_SAMPLES));
  } catch (error) {
    // What went wrong first is told; closing the rig lifts the finger anyhow.
    await rig.act({ action: 'release' }).catch(() => undefined);
    throw error;
  }
  await rig.act({ action: 'release' });
}

/** Samples until the person has done it. */
async function pressedByHand(rig: Rig, watch: Watch, plan: CurrentPlan): Promise<void> {
  let done = false;
  const press = rig.act({ action: 'press' }, plan.signal).finally(() => (done = true));
  const watching = async (): Promise<void> => {
    while (!done) {
      await delay(rig.clock, plan.everyMs, plan.signal);
      await watch.sample();
    }
  };
  await Promise.all([press, watching()]);
}

interface Sampled {
  readonly atMs: number;
  readonly amperes: number;
}

/** Samples the current, with when that was. */
class Watch {
  instrument = '';
  readonly #rig: Rig;
  readonly #plan: CurrentPlan;
  #samples: Sampled[] = [];
  #done = 0;

  constructor(rig: Rig, plan: CurrentPlan) {
    this.#rig = rig;
    this.#plan = plan;
  }

  async sample(): Promise<void> {
    const { value, instrument } = await this.#rig.read('current');
    this.instrument = instrument;
    this.#samples.push({ atMs: this.#rig.clock.now(), amperes: value });
    const { idleSeconds, pressSeconds, everyMs, onSample } = this.#plan;
    const planned = Math.round(((idleSeconds + pressSeconds) * 1000) / everyMs);
    this.#done++;
    onSample?.(this.#done, Math.max(planned, this.#done));
  }

  /** Samples at once, each interval after that, and at the end. */
  async over(milliseconds: number, everyMs: number): Promise<void> {
    const { clock } = this.#rig;
    const end = clock.now() + milliseconds;
    await this.sample();
    for (let left = end - clock.now(); left > 0; left = end - clock.now()) {
      await delay(clock, Math.min(everyMs, left), this.#plan.signal);
      await this.sample();
    }
  }

  /** What was sampled since the last time. */
  take(): Phase {
    const samples = this.#samples;
    this.#samples = [];
    const [first] = samples;
    const last = samples.at(-1);
    if (first === undefined || last === undefined) throw new RangeError('nothing was sampled');
    const values = samples.map(({ amperes }) => amperes);
    const lasted = last.atMs - first.atMs;
    return {
      samples: samples.length,
      seconds: lasted / 1000,
      mean: lasted > 0 ? ampereMs(samples) / lasted : first.amperes,
      least: min(values),
      most: max(values),
    };
  }
}

/** By trapezoids: samples need not be equally far apart. */
function ampereMs(samples: readonly Sampled[]): number {
  let sum = 0;
  for (const [index, { atMs, amperes }] of samples.entries()) {
    const next = samples[index + 1];
    if (next !== undefined) sum += ((amperes + next.amperes) / 2) * (next.atMs - atMs);
  }
  return sum;
}
