import type { Entry } from '../cli.ts';

/** What `fob bench` has. */
export const benchEntries: readonly Entry[] = [
  {
    name: 'run',
    summary: 'run scenarios on emulated fobs, or on the one that is named',
    load: () => import('../../command/bench/run.ts'),
  },
  {
    name: 'check',
    summary: 'read scenarios and tell what each needs; run nothing',
    load: () => import('../../command/bench/check.ts'),
  },
  {
    name: 'replay',
    summary: 'run what a bundle tells once more, and compare to the byte',
    load: () => import('../../command/bench/replay.ts'),
  },
  {
    name: 'library',
    summary: 'list the scenarios that come with fobkit',
    load: () => import('../../command/bench/library.ts'),
  },
  {
    name: 'doctor',
    summary: 'compare a bench of instruments with its file',
    load: () => import('../../command/bench/doctor.ts'),
  },
  {
    name: 'qualify',
    summary: 'prove before a shift that a rig tells good fobs from bad ones',
    load: () => import('../../command/bench/qualify.ts'),
  },
  {
    name: 'campaign',
    summary: 'run random scenarios with invariants always on',
    load: () => import('../../command/bench/campaign.ts'),
  },
  {
    name: 'worker',
    summary: 'do shares of campaigns from a queue between machines',
    load: () => import('../../command/bench/worker.ts'),
  },
  {
    name: 'stats',
    summary: 'yield, retests and Cpk over the stored records',
    load: () => import('../../command/bench/stats.ts'),
  },
  {
    name: 'diff',
    summary: 'run a scenario on two fobs and tell where they differ first',
    load: () => import('../../command/bench/diff.ts'),
  },
  {
    name: 'conform',
    summary: 'check each rule of the protocol on a fob, emulated or real',
    load: () => import('../../command/bench/conform.ts'),
  },
  {
    name: 'drift',
    summary: "tell how fast a fob's clock drifts, from its codes alone",
    load: () => import('../../command/bench/drift.ts'),
  },
  {
    name: 'current',
    summary: 'measure what a fob draws, and project the life of its cell',
    load: () => import('../../command/bench/current.ts'),
  },
];
