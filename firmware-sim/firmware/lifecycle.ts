import type { Lifecycle } from '@fobkit/protocol';
import type { ClockKeeper } from './clock-keeper.ts';
import type { BatteryPort } from './env.ts';
import type { Memory } from './memory.ts';
import type { Product } from './product.ts';

/** What the state of life of a fob follows from. */
export interface LifecycleSigns {
  readonly memory: Memory;
  readonly clock: ClockKeeper;
  readonly battery: BatteryPort;
  readonly product: Product;
}

/** docs/protocol/04-lifecycle.md §4.1, in its order of precedence. */
export function lifecycleOf({ memory, clock, battery, product }: LifecycleSigns): Lifecycle {
  if (battery.percent() === 0 || memory.tokenDamaged) return 'dead';
  const token = memory.token;
  if (token === undefined) return 'blank';
  const limit = product.endOfLife.presses;
  if (limit !== undefined && memory.presses >= limit) return 'expired';
  const now = clock.seconds;
  if (token.expiry !== undefined && now !== undefined && now >= token.expiry) return 'expired';
  if (needsClock(token.mode, token.suite) && now === undefined) return 'clock-lost';
  return 'ready';
}

function needsClock(mode: string, suite: string | undefined): boolean {
  return mode === 'totp' || (suite !== undefined && /-T\d+[SMH]$/.test(suite));
}
