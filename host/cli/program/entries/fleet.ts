import type { Entry } from '../cli.ts';

/** What `fob fleet` has. */
export const fleetEntries: readonly Entry[] = [
  {
    name: 'run',
    summary: 'let a fleet live for years under its policy',
    load: () => import('../../command/fleet/run.ts'),
  },
  {
    name: 'compare',
    summary: 'weigh policies: help-desk calls against the odds of a guesser',
    load: () => import('../../command/fleet/compare.ts'),
  },
  {
    name: 'replace',
    summary: 'plan which fobs to replace when',
    load: () => import('../../command/fleet/replace.ts'),
  },
  {
    name: 'worker',
    summary: 'take parts of runs out of a queue',
    load: () => import('../../command/fleet/worker.ts'),
  },
  {
    name: 'example',
    summary: 'list the fleets that come with fobkit, or print one',
    load: () => import('../../command/fleet/example.ts'),
  },
];
