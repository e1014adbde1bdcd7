import type { Lifecycle, SeedLoad } from '@fobkit/protocol';
import type { ClockKeeper } from './clock-keeper.ts';
import type { BatteryPort } from './env.ts';
import type { Memory } from './memory.ts';
import type { Product } from './product.ts';

/** The counter that none follows: messages carry numbers to 2^53 − 1. */
const LAST_COUNTER = Number.MAX_SAFE_INTEGER;

/** What the state of life of a fob follows from. */
export interface LifecycleSigns {
  readonly memory: Memory;
  readonly clock: ClockKeeper;
  readonly battery: BatteryPort;
  readonly product: Product;
}

/** docs/protocol/04-lifecycle.md §4.1, in its order of precedence. */
export function lifecycleOf({ memory, clock, battery, product }: LifecycleSigns): Lifecycle {
  if (battery.flat() || memory.tokenDamaged) return 'dead';
  const token = memory.token;
  if (token === undefined) return 'blank';
  const limit = product.endOfLife.presses;
  if (limit !== undefined && memory.presses >= limit) return 'expired';
  if (counts(token) && memory.counter >= LAST_COUNTER) return 'expired';
  const now = clock.seconds;
  if (expiryReached(token, now)) return 'expired';
  return needsClock(token) && (now ?? -1) < (token.t0 ?? 0) ? 'clock-lost' : 'ready';
}

/** Whether the date that ends a token has come, at unix second `now`. */
export function expiryReached({ expiry }: SeedLoad, now: number | undefined): boolean {
  return expiry !== undefined && now !== undefined && now >= expiry;
}

function counts({ mode, suite }: SeedLoad): boolean {
  return mode === 'hotp' || (suite?.includes(':C-') ?? false);
}

function needsClock({ mode, suite }: SeedLoad): boolean {
  return mode === 'totp' || (suite !== undefined && /-T\d+[SMH]$/.test(suite));
}
