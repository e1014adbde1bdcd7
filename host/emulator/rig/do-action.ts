import { type Fob, secondsToTicks } from '@fobkit/firmware-sim';
import type { RigAction } from '@fobkit/protocol';

/** What an action is done to. */
export interface Hand {
  readonly fob: Fob;
  /** Lets world time pass. */
  readonly pass: (ticks: number) => void;
  readonly replug: () => void;
}

/** How long a finger stays for a press, in seconds. */
const PRESS_SECONDS = 0.15;
/** Longer than any contact bounces, and than the LCD takes to answer. */
const REST_SECONDS = 0.1;
/** A hold is counted from when the contact has come to rest. */
const BOUNCE_SECONDS = 0.05;

/** Does it; of what takes time, the time has passed when it returns. */
export function doAction(action: RigAction, { fob, pass, replug }: Hand): void {
  switch (action.action) {
    case 'press': {
      const seconds =
        action.milliseconds === undefined ? PRESS_SECONDS : action.milliseconds / 1000;
      pushFor(seconds, fob, pass);
      break;
    }
    case 'hold':
      if (action.seconds === undefined) fob.hold();
      else pushFor(action.seconds + BOUNCE_SECONDS, fob, pass);
      break;
    case 'release':
      fob.release();
      pass(ticksOfSeconds(REST_SECONDS));
      break;
    case 'battery':
      fob.setBattery(action.percent);
      break;
    case 'cell':
      if (action.present) fob.insertCell(action.fresh);
      else fob.removeCell();
      break;
    case 'supply': {
      const ticks = ticksOfSeconds(action.seconds ?? 0);
      fob.setRail(action.millivolts, { ticks });
      pass(ticks);
      break;
    }
    case 'temperature':
      fob.setTemperature(Math.round(action.celsius * 10));
      break;
    case 'crystal':
      fob.setCrystalDrift(Math.round(action.driftPpm * 1000));
      break;
    case 'advance':
      pass(ticksOfSeconds(action.seconds));
      break;
    case 'unplug':
      fob.unplug();
      break;
    case 'replug':
      replug();
  }
}

function pushFor(seconds: number, fob: Fob, pass: (ticks: number) => void): void {
  const ticks = Math.max(1, ticksOfSeconds(seconds));
  fob.press(ticks);
  pass(ticks + ticksOfSeconds(REST_SECONDS));
}

/** The nearest whole number of ticks. */
export function ticksOfSeconds(seconds: number): number {
  return Math.round(secondsToTicks(seconds));
}
