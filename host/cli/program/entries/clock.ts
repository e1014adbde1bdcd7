import type { Entry } from '../cli.ts';

/** What `fob clock` has. */
export const clockEntries: readonly Entry[] = [
  {
    name: 'show',
    summary: 'tell the clock of the fob and its drift',
    isDefault: true,
    load: () => import('../../command/clock/show.ts'),
  },
  {
    name: 'set',
    summary: 'set it to world time',
    load: () => import('../../command/clock/set.ts'),
  },
  {
    name: 'trim',
    summary: 'correct the rate of its oscillator',
    load: () => import('../../command/clock/trim.ts'),
  },
];
