import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { bankRecord } from './bank/bank-record.ts';
import { codesRecord } from './codes/codes-record.ts';
import { fleetBankRecord } from './fleet/fleet-bank-record.ts';
import { fleetRecord } from './fleet/fleet-record.ts';
import { stationRecord } from './station/station-record.ts';

/** Where the record of the last soak is kept. */
const LAST = new URL('./last.json', import.meta.url);

const row = v.strictObject({
  /** The scenario and its parameters; a twin says so. */
  called: v.string(),
  scenario: v.string(),
  twin: v.boolean(),
  model: v.string(),
  bench: v.string(),
  /** What the bench said that is not PASS. */
  reason: v.string(),
  /** Wall seconds on the bench. */
  seconds: v.number(),
  /** What stood around the fob. */
  instruments: v.string(),
});

const soakRecord = v.strictObject({
  date: v.string(),
  machine: v.string(),
  /** Wall seconds of all. */
  seconds: v.number(),
  rows: v.array(row),
  /** What stations went through, by the last soak of them. */
  station: v.exactOptional(stationRecord),
  /** What the bank's histories came to, by the last soak of them. */
  bank: v.exactOptional(bankRecord),
  /** What fobs of fleets came to, by the last soak of them. */
  fleet: v.exactOptional(fleetRecord),
  /** What the whole bank said of codes of fleets, by the last soak of them. */
  fleetBank: v.exactOptional(fleetBankRecord),
  /** How many codes of the batch engine other engines agreed with, by the last soak of them. */
  codes: v.exactOptional(codesRecord),
});

export type SoakRow = v.InferOutput<typeof row>;
export type SoakRecord = v.InferOutput<typeof soakRecord>;

export function readSoakRecord(): SoakRecord {
  return v.parse(soakRecord, JSON.parse(readFileSync(LAST, 'utf8')));
}

export function writeSoakRecord(record: SoakRecord): void {
  writeFileSync(LAST, `${JSON.stringify(record, undefined, 2)}\n`);
}
