import type { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { PowerLoss } from '../../../../firmware-sim/firmware/env.ts';

/** Runs `act` with a cut armed. Whether it fired; a cut that did not is disarmed. */
export function cutDuring(
  flash: Flash,
  afterBytes: number,
  torn: () => number,
  act: () => void,
): boolean {
  flash.armCut({ afterBytes, torn });
  try {
    act();
  } catch (error) {
    if (error instanceof PowerLoss) return true;
    throw error;
  }
  flash.disarmCut();
  return false;
}
