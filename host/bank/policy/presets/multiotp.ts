import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

const WINDOW = { behind: 19, ahead: 19 };

export const multiOtp: Policy = {
  name: 'multiotp',
  title: { en: 'multiOTP, defaults', ja: 'multiOTP 既定値' },
  source:
    'multiOTP/multiotp, multiotp.class.php: max_time_window 600 s and max_time_resync_window ' +
    '90,000 s to each side, max_event_window 100, max_event_resync_window 10,000; from ' +
    'max_delayed_failures 3 on, failure_delayed_time 300 s between two tries; max_block_failures 6 ' +
    'blocks the token, which needs a resync by two consecutive codes, “OTP1 OTP2”. The loop of ' +
    'CheckToken ends before the last step to either side, and counts counters from the last one ' +
    'accepted; a code that was used before counts as a failure. A resync that fails at its second ' +
    'code is not counted there; here it is.',
  windowStepSeconds: 30,
  counters: { lookAhead: 98, resyncLookAhead: 9998 },
  firstUse: WINDOW,
  normal: WINDOW,
  idle: neverWider(WINDOW),
  followsDrift: true,
  resync: {
    window: { behind: 2999, ahead: 2999 },
    automatic: false,
    withinSeconds: 0,
    unlocks: true,
  },
  lockAfter: 6,
  replayCounts: true,
  throttleSeconds: 0,
  delay: { afterWrong: 3, seconds: 300 },
  forgetWrongAfterSeconds: 0,
};
