import { RigError } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import type { MeasureWish, Step } from '../scenario/model.ts';
import { blameFor } from './alive.ts';
import { askBank } from './bank-call.ts';
import { StepEnd } from './blame.ts';
import type { RunContext } from './context.ts';
import { checkExpectation } from './expect/expectation.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import { hostCall } from './host-call.ts';
import { lookAtLcd } from './look.ts';
import { judgeMeasurement } from './measure.ts';
import { toldSpan, toldValue } from './told-value.ts';
import { waitSampled } from './wait-sampled.ts';

/** A step with no steps inside it. */
export type Leaf = Exclude<Step, { kind: 'repeat' | 'group' | 'power-cuts' | 'arm' }>;

/**
 * Does one step, and gives the evidence. Rejects with `StepEnd`, or with what the rig, the link or
 * the relying party rejects with.
 */
export async function doStep(step: Leaf, fob: FobUnderRun, run: RunContext): Promise<string> {
  switch (step.kind) {
    case 'wait':
      await waitSampled(step.seconds, fob, run);
      return `${toldSpan(step.seconds)} have passed`;
    case 'clear':
      return run.faults.clear(step.fault);
    case 'host':
      return callHost(step, fob, run);
    case 'host-clock':
      run.hostOffset = step.offset;
      return `the host's clock is ${String(step.offset)} s off`;
    case 'bank':
      if ('outcome' in step.call && step.call.outcome !== 'any') run.journal.checks++;
      return askBank(step.call, fob, run);
    case 'expect':
      return expectAll(step, fob, run);
    case 'measure':
      return measure(step.measure, fob, run);
    case 'ask':
      return ask(step, run);
    case 'temperature':
      return step.seconds === undefined
        ? act({ action: 'temperature', celsius: step.celsius }, fob, run)
        : ramp(step.celsius, step.seconds, { fob, run });
    default:
      return act(actionOf(step), fob, run);
  }
}

type Acted = Extract<
  Leaf,
  { kind: 'press' | 'hold' | 'battery' | 'cell' | 'supply' | 'crystal' | 'unplug' | 'replug' }
>;

function actionOf(step: Acted): RigAction {
  switch (step.kind) {
    case 'press': {
      const { milliseconds } = step;
      return { action: 'press', ...(milliseconds === undefined ? {} : { milliseconds }) };
    }
    case 'hold':
      return { action: 'hold', seconds: step.seconds };
    case 'battery':
      return { action: 'battery', percent: step.percent };
    case 'cell':
      return step.state === 'out'
        ? { action: 'cell', present: false }
        : { action: 'cell', present: true, fresh: step.state === 'fresh' };
    case 'supply': {
      const { millivolts, seconds } = step;
      return {
        action: 'supply',
        ...(millivolts === undefined ? {} : { millivolts }),
        ...(seconds === undefined ? {} : { seconds }),
      };
    }
    case 'crystal':
      return { action: 'crystal', driftPpm: step.ppm };
    case 'unplug':
    case 'replug':
      return { action: step.kind };
  }
}

/** Does something by the rig, and keeps what it proves by. */
async function act(action: RigAction, fob: FobUnderRun, run: RunContext): Promise<string> {
  await run.power.before(action, fob, run.watch);
  const proof = await fob.rig.act(action, run.signal);
  fob.rests();
  run.journal.readings.push(...proof.readings);
  if (action.action === 'unplug') fob.know({ unplugged: true });
  if (action.action === 'replug') fob.know({ unplugged: false });
  const power = await run.power.after(action, fob, run.watch);
  if (action.action === 'press' || action.action === 'hold') await lookWhereAsked(fob, run);
  return power === undefined ? proof.evidence : `${proof.evidence}; ${power}`;
}

/** Most set points of one ramp of temperature. */
const MOST_POINTS = 100;

/** Goes to a temperature steadily, in set points a degree apart. */
async function ramp(
  celsius: number,
  seconds: number,
  { fob, run }: { readonly fob: FobUnderRun; readonly run: RunContext },
): Promise<string> {
  const { value: from } = await run.read(fob, 'temperature');
  const points = Math.min(MOST_POINTS, Math.max(1, Math.ceil(Math.abs(celsius - from))));
  let evidence = '';
  for (let point = 1; point <= points; point++) {
    await fob.rig.wait(seconds / points, run.signal);
    const to = point === points ? celsius : from + ((celsius - from) * point) / points;
    evidence = await act({ action: 'temperature', celsius: Math.round(to * 10) / 10 }, fob, run);
  }
  return `in ${String(points)} set points: ${evidence}`;
}

/** The code of a press is there to be read now, and gone when a later step wants it. */
async function lookWhereAsked(fob: FobUnderRun, run: RunContext): Promise<void> {
  if (!run.readsCodes || fob.rig.lacks('lcd') !== undefined) return;
  // A production fob tells a host one code a press, and rigs mask it: the look would use it up.
  if (fob.belief.token?.parameters.purpose === 'production') return;
  try {
    await lookAtLcd(fob, run);
  } catch (error) {
    // Nobody can read it now, as that of a fob in use; a step that wants the code will say so.
    if (!(error instanceof RigError)) throw error;
  }
}

async function callHost(
  step: Extract<Step, { kind: 'host' }>,
  fob: FobUnderRun,
  run: RunContext,
): Promise<string> {
  const { command, outcome: wanted } = step.call;
  if (wanted !== 'any') run.journal.checks++;
  const answer = await hostCall(fob, command, run.hostContext(fob));
  fob.rests();
  if (answer.outcome === wanted || wanted === 'any') return `${answer.outcome}: ${answer.evidence}`;
  const told = `expected ${wanted}, got ${answer.outcome}: ${answer.evidence}`;
  if (answer.error === undefined) throw new StepEnd('FAIL', told);
  const { verdict, message } = await blameFor(answer.error, fob, run);
  throw new StepEnd(verdict, `expected ${wanted}, got ${answer.outcome}: ${message}`);
}

async function expectAll(
  step: Extract<Step, { kind: 'expect' }>,
  fob: FobUnderRun,
  run: RunContext,
): Promise<string> {
  const found: string[] = [];
  const broken: string[] = [];
  for (const wish of step.expectations) {
    const check = await run.watch.race(checkExpectation(wish, fob, run));
    if (check.isVacuous !== true) run.journal.checks++;
    if (check.holds) found.push(check.found);
    else broken.push(`expected ${wish.text}: ${check.found}`);
  }
  if (broken.length > 0) throw new StepEnd('FAIL', broken.join('; '));
  return found.join('; ');
}

async function measure(wish: MeasureWish, fob: FobUnderRun, run: RunContext): Promise<string> {
  run.journal.checks++;
  const reading = await run.read(fob, wish.of);
  const measurement = judgeMeasurement(wish, reading);
  run.journal.measurements.push(measurement);
  const { value, unit, instrument, limits, outcome } = measurement;
  const told = `${wish.name}: ${toldValue(value, unit, limits)}, by ${instrument}`;
  if (outcome === 'fail') throw new StepEnd('FAIL', `${told}, is out of its limits`);
  return outcome === 'marginal' ? `${told}, marginal` : told;
}

async function ask(step: Extract<Step, { kind: 'ask' }>, run: RunContext): Promise<string> {
  const { ask: person } = run.ports;
  if (person === undefined) throw new RigError('lacking', 'person: nobody is there to answer');
  run.journal.checks++;
  if (await run.watch.race(person(step.question, run.signal))) return 'answered yes';
  throw new StepEnd('FAIL', `answered no: ${step.question.en}`);
}
