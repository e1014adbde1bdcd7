import { RigError } from '@fobkit/client';
import { MAX_EVENTS } from '@fobkit/protocol';
import { outcomeOf } from '../blame.ts';
import type { RunContext } from '../context.ts';
import type { FobUnderRun } from '../fob-under-run.ts';
import { check, type Checks, vacuous } from './check.ts';

export const expectLifecycle: Checks<'lifecycle'> = async ({ is }, fob, run) => {
  const { lifecycle } = await fob.info(run.signal);
  return check(lifecycle === is, `${fob.called} is ${lifecycle}`);
};

export const expectSerial: Checks<'serial'> = async ({ is }, fob, run) => {
  const { loaded } = await fob.info(run.signal);
  const label = loaded?.serialLabel;
  return check(label === is, label === undefined ? 'no serial label' : `it is labelled ${label}`);
};

export const expectDrift: Checks<'drift'> = async ({ within, about }, fob, run) => {
  try {
    const { value, instrument } = await run.read(fob, 'drift');
    const found = `its clock is ${value.toFixed(3)} s off world time, by ${instrument}`;
    return check(Math.abs(value - about) <= within, found);
  } catch (error) {
    // A clock that was lost has no drift, and is not within any.
    if (error instanceof RigError && error.code === 'refused') return check(false, error.message);
    throw error;
  }
};

export const expectBattery: Checks<'battery'> = async ({ above, below }, fob, run) => {
  const { value, instrument } = await run.read(fob, 'battery');
  const holds = (above === undefined || value > above) && (below === undefined || value < below);
  return check(holds, `its battery has ${String(value)} %, by ${instrument}`);
};

export const expectLog: Checks<'log'> = async ({ contains, not }, fob, run) => {
  const { events } = await fob.status({ events: MAX_EVENTS, signal: run.signal });
  const kinds = events.map(({ kind }) => kind);
  const there = kinds.some((kind) => kind === contains);
  return check(there !== not, `its log tells, newest first: ${kinds.join(', ') || 'nothing'}`);
};

export const expectResetCause: Checks<'reset-cause'> = async ({ is }, fob, run) => {
  const { resetCause } = await fob.status({ signal: run.signal });
  return check(resetCause === is, `its last reset was by ${resetCause}`);
};

export const expectCounter: Checks<'counter'> = async ({ is }, fob, run) => {
  const { counter } = await fob.status({ signal: run.signal });
  return check(
    counter === is,
    counter === undefined ? 'it has no counter' : `its counter is ${String(counter)}`,
  );
};

export const expectCounterNeverBack: Checks<'counter-never-back'> = async (_, fob, run) => {
  if (fob.rig.lacks('wire') === undefined) await fob.status({ signal: run.signal });
  const { counters: seen, token } = fob.belief;
  const loaded = token?.parameters.counter;
  const counters = loaded === undefined ? seen : [loaded, ...seen];
  if (counters.length < 2) return vacuous(`${fob.called} told no counters that could be compared`);
  const back = counters.findIndex((counter, i) => counter < (counters[i - 1] ?? 0));
  const found =
    back === -1
      ? `none of the ${String(counters.length)} counters seen is below one before it`
      : `its counter went from ${String(counters[back - 1])} back to ${String(counters[back])}`;
  return check(back === -1, found);
};

export const expectAnswers: Checks<'answers'> = async ({ is }, fob, run) => {
  const silence = await silenceOf(fob, run);
  if (silence === undefined) return check(is, 'it answers');
  // Silence is no proof against a fob that may be without power: whoever records it looks.
  if (is) throw silence;
  return check(true, silence.message);
};

async function silenceOf(fob: FobUnderRun, run: RunContext): Promise<Error | undefined> {
  try {
    await fob.info(run.signal);
    return undefined;
  } catch (error) {
    const outcome = outcomeOf(error);
    if ((outcome === 'lost' || outcome === 'no-answer') && error instanceof Error) return error;
    throw error;
  }
}
