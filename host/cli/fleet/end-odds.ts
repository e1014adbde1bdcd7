import { type BatteryOutlook, batteryOutlook } from '@fobkit/bank';
import type { FleetResult, KnownFob } from '@fobkit/fleet';

const DAY_SECONDS = 86_400;

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
  const outlook = (fob: KnownFob): BatteryOutlook => {
    const now = fob.ageDays * DAY_SECONDS;
    return batteryOutlook(
      {
        serial: '',
        life,
        since: 0,
        codesSeen: fob.codesSeen,
        stepSeconds: codes.stepSeconds,
        readings: [],
        ...(fob.reportedDaysAgo < 0
          ? {}
          : {
              reported: { text: { family: 'other' }, at: now - fob.reportedDaysAgo * DAY_SECONDS },
            }),
      },
      { now, until: now + fob.planDays * DAY_SECONDS },
    );
  };
  return {
    odds: (fob) => outlook(fob).odds,
    reason: (fob) => outlook(fob).reasons[0] ?? '',
  };
}
