import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as v from 'valibot';
import { machineLine } from '../../bench/machine.ts';
import { readSoakRecord, writeSoakRecord } from '../soak-record.ts';
import type { BankRecord } from './bank-record.ts';

const played = v.object({
  events: v.number(),
  histories: v.number(),
  differences: v.array(v.looseObject({ seed: v.number(), at: v.number() })),
});
type Played = v.InferOutput<typeof played>;

/** Events of one process; what it played is on record when it ends. */
const SHARE = 10_000;

/**
 * Random histories on the bank and on the reference model, by a process for each core. The record is
 * written after each share, so that a soak that is stopped is none the less on record; `more` adds
 * to the record of the last one, with seeds that it has not had.
 */
export async function soakBank(events: number, more: boolean): Promise<boolean> {
  const begin = performance.now();
  const before = more ? readSoakRecord().bank : undefined;
  let record: BankRecord = {
    events: 0,
    histories: 0,
    differences: [],
    ...before,
    date: new Date().toISOString().slice(0, 10),
    machine: machineLine(),
    seconds: before?.seconds ?? 0,
  };
  const [eventsBefore, secondsBefore] = [record.events, record.seconds];
  const elapsed = (): number => Math.round((performance.now() - begin) / 1000);
  let seed = 1 + record.events;
  let left = events;
  const playOn = async (): Promise<void> => {
    while (left > 0 && record.differences.length === 0) {
      const share = Math.min(SHARE, left);
      left -= share;
      const from = seed;
      // No history is shorter than one event.
      seed += share;
      const done = await playShare(share, from);
      record = {
        ...record,
        seconds: secondsBefore + elapsed(),
        events: record.events + done.events,
        histories: record.histories + done.histories,
        differences: [...record.differences, ...done.differences.map((it) => JSON.stringify(it))],
      };
      writeSoakRecord({ ...readSoakRecord(), bank: record });
      console.log(`${elapsed()} s  bank: ${record.events - eventsBefore} of ${events} events`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, playOn));
  const { differences } = record;
  for (const difference of differences) console.log(`NOT AS THE MODEL: ${difference}`);
  console.log(`bank: ${differences.length} differences, ${elapsed()} s`);
  return differences.length === 0;
}

async function playShare(events: number, seed: number): Promise<Played> {
  const args = [join(import.meta.dirname, 'main.ts'), String(events), String(seed)];
  const child = spawn(process.execPath, ['--conditions=fobkit-source', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return v.parse(played, await json(child.stdout));
}
