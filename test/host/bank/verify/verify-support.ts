import type { Policy } from '../../../../host/bank/policy/policy.ts';

/** One step to each side, ten counters ahead, five wrong ones lock, and nothing else. */
export const plainPolicy: Policy = {
  name: 'plain',
  title: { en: 'Plain', ja: '標準' },
  source: 'tests',
  firstUse: { behind: 1, ahead: 1 },
  normal: { behind: 1, ahead: 1 },
  counters: { lookAhead: 10, resyncLookAhead: 100 },
  idle: {
    afterDays: 0,
    behindSecondsPerDay: 0,
    aheadSecondsPerDay: 0,
    limit: { behind: 1, ahead: 1 },
  },
  followsDrift: false,
  resync: { window: { behind: 100, ahead: 100 }, automatic: false, withinSeconds: 300 },
  lockAfter: 5,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
