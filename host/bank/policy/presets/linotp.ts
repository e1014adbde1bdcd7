import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

const WINDOW = { behind: 6, ahead: 5 };

export const linOtp: Policy = {
  name: 'linotp',
  title: { en: 'LinOTP with AutoResync', ja: 'LinOTP AutoResync 有効' },
  source:
    'LinOTP/LinOTP, tokens/totptoken.py: timeWindow 180 s to each side in the code (300 in the ' +
    'sample of its settings), count window 10, sync window 1000, max fail 10, resyncDiffLimit 3, ' +
    'AutoResyncTimeout 240 s. AutoResync is switched on here. The shift is kept. checkOtp in ' +
    'HMAC.py leaves the end of each window out: the last step, or counter, ahead is not looked at.',
  windowStepSeconds: 30,
  counters: { lookAhead: 9, resyncLookAhead: 999 },
  firstUse: WINDOW,
  normal: WINDOW,
  idle: neverWider(WINDOW),
  followsDrift: true,
  resync: {
    window: { behind: 1000, ahead: 999 },
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
