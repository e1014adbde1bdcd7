import type { Check, Need } from '../model.ts';
import type { Probe } from './probe.ts';

interface Wish {
  readonly needs?: readonly Need[];
  readonly destructive?: boolean;
  readonly seconds?: number;
}

/** A check by its name, what it says, the rules that it proves, and what it does. */
export function check(
  [name, title]: readonly [string, string],
  rules: readonly string[],
  wish: Wish,
  run: (probe: Probe) => Promise<void>,
): Check {
  const { needs = [], destructive = needs.includes('key'), ...rest } = wish;
  return { name, title, rules, needs, destructive, ...rest, run };
}
