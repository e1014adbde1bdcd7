import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const sonyLike: Policy = {
  name: 'sony-like',
  title: { en: 'Drift corrected at each use', ja: '毎回自動補正・時刻補正あり' },
  source:
    'Sony Bank: the drift is corrected at each use, and 時刻補正 takes two consecutive codes; ' +
    'Okigin and Shimizu have the same as 同期ズレ補正. Assumed, since no number is published: two ' +
    'steps to each side, ten at the first use, an hour for the two codes, five wrong ones lock.',
  windowStepSeconds: 30,
  counters: { lookAhead: 10, resyncLookAhead: 100 },
  firstUse: { behind: 10, ahead: 10 },
  normal: { behind: 2, ahead: 2 },
  idle: neverWider({ behind: 2, ahead: 2 }),
  followsDrift: true,
  resync: { window: { behind: 120, ahead: 120 }, automatic: false, withinSeconds: 300 },
  lockAfter: 5,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
