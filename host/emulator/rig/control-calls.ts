import { RigError } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import { ControlError, SimGoneError } from '../control-error.ts';

/** Longer than a finger's press by itself, and than the LCD takes to answer. */
const PRESS_SECONDS = 0.25;
const REST_SECONDS = 0.15;

/** How long an action takes in world time; the control channel only begins it. */
export function secondsOf(action: RigAction): number {
  switch (action.action) {
    case 'press':
      return action.milliseconds === undefined
        ? PRESS_SECONDS
        : action.milliseconds / 1000 + REST_SECONDS;
    case 'hold':
      return action.seconds === undefined ? 0 : action.seconds + REST_SECONDS;
    case 'release':
      return REST_SECONDS;
    case 'supply':
      return action.seconds ?? 0;
    default:
      return 0;
  }
}

/** What the control channel refuses, the rig does; a process that is gone is lost contact. */
export async function guarded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ControlError) {
      throw new RigError('refused', error.message, { cause: error });
    }
    if (error instanceof SimGoneError) {
      throw new RigError('contact', error.message, { cause: error });
    }
    throw error;
  }
}
