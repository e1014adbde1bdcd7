import type { Policy } from '../policy.ts';

/** What the banks do not publish: 一定回数, 当金庫規定回数. */
export const ASSUMED_LOCK_AFTER = 5;

/**
 * The rules of the two manuals, with the lock count as a parameter. Idle time opens the window
 * mostly behind: 3.8 s a day are the 42 ppm that the crystal is slow at −10 °C and its 2 ppm of
 * tolerance, 0.2 s a day the tolerance alone.
 */
export function shinkinPolicy(
  named: Pick<Policy, 'name' | 'title'> & { readonly manual: string },
  lockAfter = ASSUMED_LOCK_AFTER,
): Policy {
  const { name, title, manual } = named;
  return {
    name,
    title,
    source:
      `${manual} Codes live for a while after the 30 s for which they show (hidaka-shinkin, ehime); ` +
      'a used one is invalid at once (hokuto); a number of wrong ones that no bank publishes ' +
      `(一定回数) locks: ${String(lockAfter)} is assumed. Assumed too: all windows; first use wide ` +
      'enough for stock from the shelf (Feitian c200: 10 steps); idle time after Eutronsec’s table ' +
      'of a crystal’s temperature.',
    windowStepSeconds: 30,
    counters: { lookAhead: 10, resyncLookAhead: 100 },
    firstUse: { behind: 20, ahead: 10 },
    normal: { behind: 4, ahead: 2 },
    idle: {
      afterDays: 7,
      behindSecondsPerDay: 3.8,
      aheadSecondsPerDay: 0.2,
      limit: { behind: 40, ahead: 10 },
    },
    followsDrift: true,
    resync: { window: { behind: 0, ahead: 0 }, automatic: false, withinSeconds: 0 },
    lockAfter,
    throttleSeconds: 0,
    forgetWrongAfterSeconds: 0,
  };
}

/** 朝日信用金庫, 金融機関コード 1303. */
export const asahi1303 = shinkinPolicy({
  name: 'asahi-1303',
  title: { en: 'Asahi Business WEB (1303)', ja: '朝日ビジネスWEB（1303）' },
  manual:
    '「朝日ビジネスWEB」ワンタイムパスワードご利用の手引き; asahi-shinkin.co.jp/abw/qa_13.html.',
});

/** 金融機関コード 1020. */
export const ask1020 = shinkinPolicy({
  name: 'ask-1020',
  title: {
    en: 'ASK Business Internet Banking (1020)',
    ja: 'ASKビジネスインターネットバンキング（1020）',
  },
  manual: '「ASKビジネスインターネットバンキング」トークン変更手順.',
});
