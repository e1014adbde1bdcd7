import type { RunRecord } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { machineLine } from '../bench/machine.ts';
import {
  CHAMBER_IS_SLOW,
  startAll,
  type Trial,
  trialsBeyond,
  trialsOf,
} from '../host/bench/library/bench-forms.ts';
import { asItIs, asTwin } from '../host/bench/library/forms.ts';
import { readSoakRecord, type SoakRow, writeSoakRecord } from './soak-record.ts';

/**
 * The library on benches of emulated instruments, at the pace of a bench, and on the model: all of
 * it, which is the record of the last soak, or the scenarios that are named.
 */
export async function soakLibrary(names: readonly string[]): Promise<boolean> {
  const isWanted = ({ scenario }: Trial): boolean =>
    names.length === 0 || names.includes(scenario.name);
  const fitting = (await trialsOf(CHAMBER_IS_SLOW)).filter(isWanted);
  const trials = [...fitting, ...(await trialsBeyond()).filter(isWanted)];
  const begin = performance.now();
  const elapsed = (): number => Math.round((performance.now() - begin) / 1000);
  console.log(`${trials.length} runs at once on a bench each, ${machineLine()}`);

  const rows = await Promise.all(
    startAll(trials, nodeClock).map(async (running, at) => {
      const trial = trials[at];
      if (trial === undefined) throw new Error(`no trial ${at}`);
      const told = rowOf(trial, await running);
      const { bench, called, reason, seconds } = told;
      console.log(`${elapsed()} s  ${bench.padEnd(8)} ${called}, ${seconds} s ${reason}`.trimEnd());
      return told;
    }),
  );

  console.log('and on the model');
  const done: SoakRow[] = [];
  for (const [at, row] of rows.entries()) {
    const trial = trials[at];
    if (trial !== undefined) done.push({ ...row, model: await modelOf(trial) });
  }
  const wrong = done.filter((row, at) => {
    const wanted = at < fitting.length ? row.model : 'SKIPPED';
    return row.bench !== wanted || row.model !== (row.twin ? 'FAIL' : 'PASS');
  });
  for (const { called, bench, model, reason } of wrong) {
    console.log(`NOT AS ON THE MODEL: ${called}: ${bench}, model ${model} ${reason}`);
  }
  if (names.length === 0) {
    const date = new Date().toISOString().slice(0, 10);
    const { station, bank } = readSoakRecord();
    const kept = {
      ...(station === undefined ? {} : { station }),
      ...(bank === undefined ? {} : { bank }),
    };
    writeSoakRecord({ date, machine: machineLine(), seconds: elapsed(), rows: done, ...kept });
  }
  console.log(`${done.length - wrong.length} of ${done.length} as they must be, ${elapsed()} s`);
  return wrong.length === 0;
}

function rowOf(trial: Trial, record: RunRecord): SoakRow {
  const { called, choice, defect, scenario } = trial;
  const { started, ended, reasons, verdict } = record;
  const { chamber = '', chamberBy = '', dialect = '', supplyBy = '' } = choice;
  return {
    called,
    scenario: scenario.name,
    twin: defect !== undefined,
    model: '',
    bench: verdict,
    reason: reasons.map(({ message }) => message).join(' | '),
    seconds: Math.round((ended.monotonicMs - started.monotonicMs) / 100) / 10,
    instruments: `${dialect} on ${supplyBy}, ${chamber} on ${chamberBy}`,
  };
}

/** The verdict of all its runs, where they agree. */
async function modelOf({ entry, defect }: Trial): Promise<string> {
  const records = await (defect === undefined ? asItIs(entry) : asTwin(entry));
  return [...new Set(records.map(({ verdict }) => verdict))].join(', ');
}
