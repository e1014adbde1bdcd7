import { attemptDelaySeconds } from '@fobkit/protocol';
import type { Memory } from './memory.ts';
import type { StoreResult } from './store/stored.ts';
import { secondsToTicks } from './ticks.ts';

/**
 * Counts attempts at the transport key. An attempt is committed to flash before it is looked at
 * and cleared only by the first sealed message that opens, so that neither cutting the power nor
 * replaying a handshake gives a free guess (docs/protocol/05-sealed-channel.md §5.7).
 */
export class ChannelGuard {
  readonly #memory: Memory;
  /** Uptime of the last attempt; 0 after a reset, so that the delay survives it. */
  lastAttempt = 0;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Ticks until the next attempt is looked at; 0 when it is at once. */
  delay(uptime: number): number {
    const due = this.lastAttempt + secondsToTicks(attemptDelaySeconds(this.#memory.attempts));
    return Math.max(0, due - uptime);
  }

  commitAttempt(uptime: number): StoreResult {
    this.lastAttempt = uptime;
    return this.#memory.putAttempts(this.#memory.attempts + 1);
  }

  clear(): void {
    if (this.#memory.attempts > 0) this.#memory.putAttempts(0);
  }
}
