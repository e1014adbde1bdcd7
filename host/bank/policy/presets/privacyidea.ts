import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

/** privacyIDEA as it is installed. */
export const privacyIdea: Policy = {
  name: 'privacyidea',
  title: { en: 'privacyIDEA, defaults', ja: 'privacyIDEA 既定値' },
  source:
    'privacyidea/privacyidea, lib/tokens/totptoken.py and hotptoken.py: totp.timeWindow 180 s to ' +
    'each side, count window 10, sync window 1000, max fail 10, AutoResync off; the time shift is ' +
    'kept; a code that was used before counts as a failure.',
  windowStepSeconds: 30,
  counters: { lookAhead: 10, resyncLookAhead: 1000 },
  firstUse: { behind: 6, ahead: 6 },
  normal: { behind: 6, ahead: 6 },
  idle: neverWider({ behind: 6, ahead: 6 }),
  followsDrift: true,
  resync: { window: { behind: 1000, ahead: 1000 }, automatic: false, withinSeconds: 0 },
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
    'limit of time there (a day here); resyncDiffLimit 1: the next one must be consecutive.',
  resync: { ...privacyIdea.resync, automatic: true, withinSeconds: 86_400, firstCounts: true },
};
