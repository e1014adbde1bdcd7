import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

const WINDOW = { behind: 6, ahead: 5 };

/** privacyIDEA as it is installed. */
export const privacyIdea: Policy = {
  name: 'privacyidea',
  title: { en: 'privacyIDEA, defaults', ja: 'privacyIDEA 既定値' },
  source:
    'privacyidea/privacyidea, lib/tokens/totptoken.py and hotptoken.py: totp.timeWindow 180 s to ' +
    'each side, count window 10, sync window 1000, max fail 10, AutoResync off; the time shift is ' +
    'kept; a code that was used before counts as a failure. checkOtp in HMAC.py leaves the end of ' +
    'each window out: the last step, or counter, ahead is not looked at. By hand the first of two ' +
    'codes is looked for around the step before.',
  windowStepSeconds: 30,
  counters: { lookAhead: 9, resyncLookAhead: 999 },
  firstUse: WINDOW,
  normal: WINDOW,
  idle: neverWider(WINDOW),
  followsDrift: true,
  resync: {
    window: { behind: 1000, ahead: 999 },
    byHand: { behind: 1001, ahead: 998 },
    automatic: false,
    withinSeconds: 0,
  },
  lockAfter: 10,
  replayCounts: true,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};

/** With AutoResync: the first code is remembered and fails, the next consecutive one is accepted. */
export const privacyIdeaAutoResync: Policy = {
  ...privacyIdea,
  name: 'privacyidea-autoresync',
  title: { en: 'privacyIDEA with AutoResync', ja: 'privacyIDEA AutoResync 有効' },
  source:
    `${privacyIdea.source} With AutoResync: the first code fails and is remembered, without a ` +
    'limit of time there (a day here); resyncDiffLimit 1: the next one must be consecutive. One that ' +
    'is not is forgotten with the first there; here it is a first code itself.',
  resync: { ...privacyIdea.resync, automatic: true, withinSeconds: 86_400, firstCounts: true },
};
