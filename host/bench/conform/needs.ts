import type { Check, Need } from './model.ts';
import type { Subject } from './subject.ts';

/** Checks that take longer than this on a real fob want a rig that moves time. */
const LONGEST_SECONDS = 120;

const POWER_CUT = ['cell', 'unplug', 'replug'] as const;

/** Why a check cannot be run on this fob; undefined when it can. */
export function missingNeed(
  check: Check,
  subject: Subject,
  { destructive }: { readonly destructive: boolean },
): string | undefined {
  if (check.destructive && !destructive) {
    return 'it loads or wipes the fob, or costs attempts at its key: --destructive';
  }
  const seconds = check.seconds ?? 0;
  if (seconds > LONGEST_SECONDS && subject.hand?.kind !== 'emulated') {
    return `it takes ${seconds} s, which only an emulated fob passes at once`;
  }
  for (const need of check.needs) {
    const why = lacks(need, subject);
    if (why !== undefined) return why;
  }
  return undefined;
}

function lacks(need: Need, subject: Subject): string | undefined {
  switch (need) {
    case 'serial':
    case 'hid':
      return subject[need] === undefined ? `no ${need} link to this fob is at hand` : undefined;
    case 'usb':
      return subject.usb === undefined ? 'the USB of this fob is not within reach' : undefined;
    case 'hang-up':
      return subject.hangsUp ? undefined : 'a fob on this link does not learn that it is closed';
    case 'two-links':
      return subject.twoLinks ? undefined : 'only one link to this fob is at hand';
    case 'raw-reports':
      return subject.rawReports ? undefined : 'the driver sends reports of 64 bytes alone';
    case 'key':
      return subject.transportKey === undefined || subject.factoryKey === undefined
        ? 'the transport key and the factory key of the fob are not given'
        : undefined;
    case 'batch-key':
      return subject.batchKey === undefined ? 'the batch key is not given' : undefined;
    case 'power-cut':
      return POWER_CUT.map((one) => lacks(one, subject)).find((why) => why !== undefined);
    default:
      return subject.hand === undefined
        ? `nobody has a hand at the fob (${need})`
        : subject.hand.lacks(need);
  }
}
