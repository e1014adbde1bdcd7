import { PRESS_VALID_SECONDS } from '@fobkit/protocol';
import type { Core } from './core.ts';
import { NEVER, secondsToTicks } from './ticks.ts';

/**
 * Whether a host may be told a code now. On a production fob a person must have pressed the
 * button in the last 30 seconds, and one press answers for one code
 * (docs/protocol/06-commands.md §6.3).
 */
export function mayTellCode(core: Core): boolean {
  return core.memory.token?.purpose !== 'production' || pressIsFresh(core);
}

/** Whether the button was pressed in the last 30 seconds and no code was told for it yet. */
export function pressIsFresh(core: Core): boolean {
  const { pressedAt } = core.ram;
  if (pressedAt === NEVER) return false;
  return core.env.rtc.uptime() - pressedAt <= secondsToTicks(PRESS_VALID_SECONDS);
}

export function usePress(core: Core): void {
  core.ram.pressedAt = NEVER;
}
