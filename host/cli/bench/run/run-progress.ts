import { type RunRecord, type StepRecord, tallyOf } from '@fobkit/bench';
import { drawBar } from '../../terminal/bar.ts';
import { formatSpan } from '../../terminal/moment.ts';
import type { Output } from '../../terminal/output.ts';
import { printable } from '../../terminal/printable.ts';
import { runName } from './run-name.ts';

/** What a person sees while runs go on. */
export interface RunProgress {
  /** A run is at this step, or has just begun; absent where nobody sees it. */
  readonly at?: (scenario: string, step?: StepRecord) => void;
  done(record: RunRecord): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a line for each run that is done. */
export function runProgress(out: Output, total: number, now: () => number): RunProgress {
  return out.drawsBars ? bar(out, total, now) : lines(out, total);
}

const FORMAT = '{bar} {value}/{total}  {tally}  {left}  {label}';
/** A terminal that is redrawn more often only flickers. */
const REDRAW_MS = 50;
/** Columns that bar, counts and time leave to the label at least. */
const LABEL_LEAST = 16;
const BESIDE = 62;

function bar(out: Output, total: number, now: () => number): RunProgress {
  const started = now();
  const ended: Pick<RunRecord, 'verdict'>[] = [];
  let label = '';
  let drawn = -Infinity;
  const texts = (): Readonly<Record<string, string>> => {
    const { PASS, FAIL, INVALID, SKIPPED } = tallyOf(ended);
    const left = ((now() - started) / ended.length) * (total - ended.length);
    return {
      label: printable(label).slice(
        0,
        Math.max(LABEL_LEAST, (out.notes.columns ?? out.width) - BESIDE),
      ),
      tally: `${String(PASS)} pass ${String(FAIL)} fail ${String(INVALID)} inv ${String(SKIPPED)} skip`,
      left: ended.length === 0 ? '' : `${formatSpan(left / 1000)} left`,
    };
  };
  const drawing = drawBar(out, total, { format: FORMAT, size: 20, texts: texts() });
  return {
    at(scenario, step) {
      label = step === undefined ? scenario : `${scenario} · ${step.text}`;
      if (now() - drawn < REDRAW_MS) return;
      drawn = now();
      drawing.update(ended.length, texts());
    },
    done(record) {
      ended.push(record);
      drawing.update(ended.length, texts());
    },
    stop() {
      drawing.stop();
    },
  };
}

function lines(out: Output, total: number): RunProgress {
  let ended = 0;
  return {
    done(record) {
      ended++;
      const { scenario, verdict } = record;
      out.note(`${String(ended)}/${String(total)} ${verdict} ${runName(scenario)}`);
    },
    stop: () => undefined,
  };
}
