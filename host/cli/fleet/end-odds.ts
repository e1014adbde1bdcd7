import { batteryOutlook, replacementOdds } from '@fobkit/bank/policy';
import type { FleetResult, KnownFob } from '@fobkit/fleet';

const DAY_SECONDS = 86_400;
/** A low-battery text that is read out without its number: three months at most (docs/bank.md). */
const REPORTED_DAYS = 90;

/** What the bank makes of what it knows of a fob. */
export interface KnownOutlook {
  /** The odds that its battery ends in the quarter, 0 to 1. */
  readonly odds: (fob: KnownFob) => number;
  /** What speaks for it most. */
  readonly reason: (fob: KnownFob) => string;
}

/** The bank's own judgement of batteries; `lifeDays`: how long the maker says that a fob lives. */
export function knownOutlook({ facts }: FleetResult, lifeDays: number): KnownOutlook {
  const { mostPresses, codes } = facts;
  const life = { days: lifeDays, ...(mostPresses === undefined ? {} : { presses: mostPresses }) };
  const byPlan = new Map<number, ReturnType<typeof replacementOdds>>();
  const oddsIn = (planDays: number): ReturnType<typeof replacementOdds> => {
    const known = byPlan.get(planDays);
    if (known !== undefined) return known;
    const made = replacementOdds(life, { now: 0, until: planDays * DAY_SECONDS });
    byPlan.set(planDays, made);
    return made;
  };
  return {
    odds: ({ ageDays, codesSeen, reportedDaysAgo, planDays }) => {
      const mostDays = reportedDaysAgo < 0 ? Infinity : REPORTED_DAYS;
      const reportedAt = -reportedDaysAgo * DAY_SECONDS;
      return oddsIn(planDays)(-ageDays * DAY_SECONDS, codesSeen, mostDays, reportedAt);
    },
    reason: ({ ageDays, codesSeen, reportedDaysAgo, planDays }) => {
      const reported = { text: { family: 'other' }, at: -reportedDaysAgo * DAY_SECONDS } as const;
      const { reasons } = batteryOutlook(
        {
          serial: '',
          life,
          since: -ageDays * DAY_SECONDS,
          codesSeen,
          stepSeconds: codes.stepSeconds,
          readings: [],
          ...(reportedDaysAgo < 0 ? {} : { reported }),
        },
        { now: 0, until: planDays * DAY_SECONDS },
      );
      return reasons[0] ?? '';
    },
  };
}
