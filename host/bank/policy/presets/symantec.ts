import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const symantec: Policy = {
  name: 'symantec',
  title: { en: 'Symantec VIP', ja: 'Symantec VIP' },
  source:
    'knowledge.broadcom.com 159646 and knowledge.digicert.com SO5370: for example 10 steps = 5 ' +
    'minutes; locked when not used for more than three months or after too many wrong codes; reset ' +
    'by two consecutive codes; a code older than the one used last fails. Assumed, since no number ' +
    'is published: 10 wrong codes, an hour for the two codes, three months of 90 days, the drift ' +
    'is followed.',
  windowStepSeconds: 30,
  counters: { lookAhead: 10, resyncLookAhead: 120 },
  firstUse: { behind: 10, ahead: 10 },
  normal: { behind: 10, ahead: 10 },
  idle: { ...neverWider({ behind: 10, ahead: 10 }), lockAfterDays: 90 },
  followsDrift: true,
  resync: {
    window: { behind: 120, ahead: 120 },
    automatic: false,
    withinSeconds: 300,
    unlocks: true,
  },
  lockAfter: 10,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
