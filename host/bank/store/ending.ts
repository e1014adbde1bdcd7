import type { EndingToken } from '../domain/views.ts';
import { type BatteryOutlook, dueForReplacement, type FobAge } from '../policy/battery-end.ts';
import { DAY_SECONDS } from '../policy/day-seconds.ts';
import { tokenMemory } from '../verify/token-memory.ts';
import type { TokenRow } from './contract-rows.ts';
import { parametersOf } from './judge.ts';
import { readJson } from './json-columns.ts';
import type { BankParts } from './parts.ts';

const MOST_DAYS = 3_650;

/** Hardware fobs in the hands of customers that are to be replaced, the surest end first. */
export async function endingTokens(
  { database, clock, settings }: BankParts,
  withinDays: number,
): Promise<readonly EndingToken[]> {
  const days = Math.min(MOST_DAYS, Math.max(1, Math.floor(withinDays)));
  const now = Math.floor(clock.unixMs() / 1000);
  const planned = { now, until: now + days * DAY_SECONDS };
  const rows = await database.read
    .selectFrom('token')
    .selectAll()
    .where('kind', '=', 'hardware')
    .where('state', 'in', ['delivered', 'registered', 'cancelled', 'replaced'])
    .orderBy('serial')
    .execute();
  const ages = rows.map((row) => ageOf(row, settings.life));
  const due = new Map(dueForReplacement(ages, planned).map((one) => [one.serial, one]));
  const ending = rows.flatMap((row) => {
    const isExpiring = (row.expiry_unix_s ?? Infinity) <= planned.until;
    const outlook = due.get(row.serial);
    return isExpiring || outlook !== undefined ? [endingOf(row, outlook, isExpiring)] : [];
  });
  return ending.sort((a, b) => b.odds - a.odds || (a.serial < b.serial ? -1 : 1));
}

function ageOf(row: TokenRow, life: FobAge['life']): FobAge {
  const memory = readJson(tokenMemory, row.memory);
  return {
    serial: row.serial,
    life,
    since: memory.firstAcceptedAt ?? Math.floor(row.added_unix_ms / 1000),
    codesSeen: memory.seen ?? 0,
    stepSeconds: parametersOf(row).stepSeconds ?? 30,
    readings: memory.readings,
  };
}

/** A printed date comes for certain. */
function endingOf(
  { serial, contract_id, state, expiry_unix_s }: TokenRow,
  { odds, reasons }: Pick<BatteryOutlook, 'odds' | 'reasons'> = { odds: 0, reasons: [] },
  isExpiring: boolean,
): EndingToken {
  return {
    serial,
    ...(contract_id === null ? {} : { contractId: contract_id }),
    state,
    odds: isExpiring ? 1 : odds,
    reasons: isExpiring ? ['expiry', ...reasons] : reasons,
    ...(expiry_unix_s === null ? {} : { expiresAt: expiry_unix_s * 1000 }),
  };
}
