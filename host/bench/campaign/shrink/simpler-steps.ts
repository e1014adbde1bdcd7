import type { Scenario, Step } from '../../scenario/model.ts';
import { type BareStep, dress } from '../generate/dress.ts';

/** Without some of its steps: halves, quarters, … single ones; then what composite steps hold. */
export function* fewerSteps(scenario: Scenario): Generator<Scenario> {
  for (const steps of withoutSome(scenario.steps)) yield { ...scenario, steps };
  for (const [i, step] of scenario.steps.entries()) {
    for (const inner of opened(step)) {
      yield { ...scenario, steps: scenario.steps.toSpliced(i, 1, ...inner) };
    }
  }
}

/** The same steps with simpler numbers. */
export function* simplerSteps(scenario: Scenario): Generator<Scenario> {
  for (const [i, step] of scenario.steps.entries()) {
    for (const simpler of simplerOf(step)) {
      yield { ...scenario, steps: scenario.steps.with(i, simpler) };
    }
  }
}

function* withoutSome(steps: readonly Step[]): Generator<readonly Step[]> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size >> 1) {
    for (let at = 0; at < steps.length; at += size) {
      const gone = steps.slice(at, at + size);
      // What tells that it fails has to stay.
      if (gone.some(({ kind }) => kind === 'expect')) continue;
      yield steps.toSpliced(at, size);
    }
  }
}

/** What a composite step holds, in its place; and itself with less inside. */
function* opened(step: Step): Generator<readonly Step[]> {
  if (step.kind === 'repeat') {
    yield step.steps;
    if (step.times > 2) yield [redo(step, { ...step, times: 2 })];
    for (const steps of withoutSome(step.steps)) {
      if (steps.length > 0) yield [redo(step, { ...step, steps })];
    }
  }
  if (step.kind === 'group') yield step.group.steps;
  if (step.kind === 'power-cuts') {
    const { sweep } = step;
    yield [...sweep.during, ...sweep.then];
    if (sweep.cuts !== 1) yield [redo(step, { ...step, sweep: { ...sweep, cuts: 1 } })];
    for (const then of withoutSome(sweep.then)) {
      if (then.length > 0) yield [redo(step, { ...step, sweep: { ...sweep, then } })];
    }
  }
}

function* simplerOf(step: Step): Generator<Step> {
  switch (step.kind) {
    case 'press':
      if (step.milliseconds !== undefined) yield dress({ kind: 'press' });
      break;
    case 'wait':
    case 'hold':
      for (const seconds of simplerNumbers(step.seconds)) yield redo(step, { ...step, seconds });
      break;
    case 'temperature':
      if (step.seconds !== undefined) {
        yield dress({ kind: 'temperature', celsius: step.celsius });
      }
      break;
    case 'supply':
      if (step.seconds !== undefined && step.millivolts !== undefined) {
        yield dress({ kind: 'supply', millivolts: step.millivolts });
      }
      break;
    case 'cell':
      if (step.state === 'fresh') yield dress({ kind: 'cell', state: 'in' });
      break;
    case 'host':
      if (step.call.command.name === 'load') {
        const { place } = step.call.command.load;
        const command = { name: 'load' as const, load: { place } };
        yield redo(step, { ...step, call: { ...step.call, command } });
      }
      break;
    default:
  }
}

/** 1, then round numbers below, then the half; each smaller than the number. */
export function simplerNumbers(value: number): readonly number[] {
  const round = [1, 10, 30, 60, 600, 3600, 86_400].filter((it) => it < value);
  const half = Math.floor(value / 2);
  return [...new Set([...round, ...(half >= 1 ? [half] : [])])];
}

/** The step anew, so that its text says what it does now. */
function redo({ fob, equivalent }: Step, changed: Step): Step {
  const { place: _place, text: _text, ...bare } = changed;
  return {
    ...dress(bare satisfies BareStep),
    ...(fob === undefined ? {} : { fob }),
    ...(equivalent === undefined ? {} : { equivalent }),
  };
}
