import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const multiOtp: Policy = {
  name: 'multiotp',
  title: { en: 'multiOTP, defaults', ja: 'multiOTP 既定値' },
  source:
    'multiOTP/multiotp, multiotp.class.php: max_time_window 600 s and max_time_resync_window ' +
    '90,000 s to each side, max_event_window 100, max_event_resync_window 10,000; from ' +
    'max_delayed_failures 3 on, failure_delayed_time 300 s between two tries; max_block_failures 6 ' +
    'blocks the token, which needs a resync by two consecutive codes, “OTP1 OTP2”.',
  windowStepSeconds: 30,
  counters: { lookAhead: 100, resyncLookAhead: 10_000 },
  firstUse: { behind: 20, ahead: 20 },
  normal: { behind: 20, ahead: 20 },
  idle: neverWider({ behind: 20, ahead: 20 }),
  followsDrift: true,
  resync: {
    window: { behind: 3000, ahead: 3000 },
    automatic: false,
    withinSeconds: 0,
    unlocks: true,
  },
  lockAfter: 6,
  throttleSeconds: 0,
  delay: { afterWrong: 3, seconds: 300 },
  forgetWrongAfterSeconds: 0,
};
