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

/** The counter that a fresh press used up and whose code no host was told; undefined: none. */
export function pressedCounter(core: Core): number | undefined {
  return pressIsFresh(core) ? core.ram.pressedCounter : undefined;
}

/** Takes note of a press that found the fob ready, and of the counter that it used up, if any. */
export function notePress(core: Core, counter?: number): void {
  core.ram.pressedAt = core.env.rtc.uptime();
  core.ram.pressedCounter = counter;
}

/** The press has answered for its code, or what it stood for is gone. */
export function forgetPress(core: Core): void {
  core.ram.pressedAt = NEVER;
  core.ram.pressedCounter = undefined;
}

function pressIsFresh(core: Core): boolean {
  const { pressedAt } = core.ram;
  if (pressedAt === NEVER) return false;
  return core.env.rtc.uptime() - pressedAt <= secondsToTicks(PRESS_VALID_SECONDS);
}
