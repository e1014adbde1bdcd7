import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const linOtp: Policy = {
  name: 'linotp',
  title: { en: 'LinOTP with AutoResync', ja: 'LinOTP AutoResync 有効' },
  source:
    'LinOTP/LinOTP, tokens/totptoken.py: timeWindow 180 s to each side in the code (300 in the ' +
    'sample of its settings), count window 10, sync window 1000, max fail 10, resyncDiffLimit 3, ' +
    'AutoResyncTimeout 240 s. AutoResync is switched on here. The shift is kept.',
  windowStepSeconds: 30,
  counters: { lookAhead: 10, resyncLookAhead: 1000 },
  firstUse: { behind: 6, ahead: 6 },
  normal: { behind: 6, ahead: 6 },
  idle: neverWider({ behind: 6, ahead: 6 }),
  followsDrift: true,
  resync: {
    window: { behind: 1000, ahead: 1000 },
    automatic: true,
    withinSeconds: 240,
    gap: 3,
    firstCounts: true,
  },
  lockAfter: 10,
  replayCounts: true,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
