import type { ModelWorld } from './model-world.ts';
import type { Typed } from './step.ts';

export const BEHIND = 2;
export const AHEAD = 1;
export const LOCK_AFTER = 4;
const REMEMBERED = 8;

/** Judges a code of that token, and counts. */
export function look(
  world: ModelWorld,
  index: number,
  typed: Typed,
): 'right' | 'wrong' | 'replayed' | 'locked' {
  const token = world.token(index);
  if (token.isLocked) return 'locked';
  const shown = typed.kind === 'of' && typed.token === index ? world.step + typed.steps : undefined;
  if (shown !== undefined && token.used.includes(shown)) return 'replayed';
  if (shown !== undefined && isInWindow(world, shown) && shown > token.last) {
    token.last = shown;
    token.used = [...token.used, shown].slice(-REMEMBERED);
    token.wrong = 0;
    return 'right';
  }
  token.wrong++;
  token.isLocked = token.wrong >= LOCK_AFTER;
  return 'wrong';
}

/** Whether it is of a token of that owner that could be registered and is not. */
export function isOfUnregistered(world: ModelWorld, owner: number, typed: Typed): boolean {
  if (typed.kind !== 'of') return false;
  const token = world.tokens[typed.token];
  if (token?.owner !== owner || token.reported !== '') return false;
  if (!['delivered', 'cancelled', 'replaced'].includes(token.place)) return false;
  const shown = world.step + typed.steps;
  return isInWindow(world, shown) && shown > token.last;
}

function isInWindow(world: ModelWorld, shown: number): boolean {
  return shown >= world.step - BEHIND && shown <= world.step + AHEAD;
}
