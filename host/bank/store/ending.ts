import type { EndingToken } from '../domain/views.ts';
import { dueForReplacement, type FobAge } from '../policy/battery-end.ts';
import { tokenMemory } from '../verify/token-memory.ts';
import type { TokenRow } from './contract-rows.ts';
import { parametersOf } from './judge.ts';
import { readJson } from './json-columns.ts';
import type { BankParts } from './parts.ts';

const DAY = 86_400;
const MOST_DAYS = 3_650;

/** Hardware fobs in the hands of customers that are to be replaced, the surest end first. */
export async function endingTokens(
  { database, clock, settings }: BankParts,
  withinDays: number,
): Promise<readonly EndingToken[]> {
  const days = Math.min(MOST_DAYS, Math.max(1, Math.floor(withinDays)));
  const now = Math.floor(clock.unixMs() / 1000);
  const planned = { now, until: now + days * DAY };
  const rows = await database.read
    .selectFrom('token')
    .selectAll()
    .where('kind', '=', 'hardware')
    .where('state', 'in', ['delivered', 'registered', 'cancelled', 'replaced'])
    .orderBy('serial')
    .execute();
  const bySerial = new Map(rows.map((row) => [row.serial, row]));
  const due = dueForReplacement(
    rows.map((row) => ageOf(row, settings.life)),
    planned,
  );
  const byAge = due.flatMap(({ serial, odds, reasons }) => {
    const row = bySerial.get(serial);
    return row === undefined ? [] : [endingOf(row, odds, reasons)];
  });
  const known = new Set(byAge.map(({ serial }) => serial));
  const expiring = rows.filter(({ expiry_unix_s }) => (expiry_unix_s ?? Infinity) <= planned.until);
  const byDate = expiring.filter(({ serial }) => !known.has(serial));
  const all = [
    ...byAge.map((one) => {
      const isDue = expiring.some(({ serial }) => serial === one.serial);
      return isDue ? withExpiry(one) : one;
    }),
    ...byDate.map((row) => withExpiry(endingOf(row, 0, []))),
  ];
  return all.sort((a, b) => b.odds - a.odds || (a.serial < b.serial ? -1 : 1));
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

function endingOf(row: TokenRow, odds: number, reasons: EndingToken['reasons']): EndingToken {
  const { serial, contract_id, state, expiry_unix_s } = row;
  return {
    serial,
    ...(contract_id === null ? {} : { contractId: contract_id }),
    state,
    odds,
    reasons,
    ...(expiry_unix_s === null ? {} : { expiresAt: expiry_unix_s * 1000 }),
  };
}

/** A printed date comes for certain. */
function withExpiry(token: EndingToken): EndingToken {
  return { ...token, odds: 1, reasons: ['expiry', ...token.reasons] };
}
