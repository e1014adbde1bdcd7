import type { Expectation, Place, Step, StepBase } from '../../scenario/model.ts';

/** Where a drawn scenario stands: in no file yet. */
export const NOWHERE: Place = { file: 'campaign', line: 1, column: 1 };

type Bare<T> = T extends unknown ? Omit<T, keyof StepBase> : never;
/** What a step does, without its place and its text. */
export type BareStep = Bare<Step>;

/** The step as a scenario has it, with its text for reports. */
export function dress(step: BareStep): Step {
  return { place: NOWHERE, text: stepText(step), ...step };
}

/** What every drawn scenario ends with. */
export const HOLD: Step = dress({
  kind: 'expect',
  expectations: [
    { kind: 'invariants', place: NOWHERE, text: 'invariants hold' } satisfies Expectation,
  ],
});

/** A step in few words: `wait 30 s`, `host read-code`. */
function stepText(step: BareStep): string {
  switch (step.kind) {
    case 'press':
      return step.milliseconds === undefined ? 'press' : `press ${String(step.milliseconds)} ms`;
    case 'hold':
    case 'wait':
      return `${step.kind} ${String(step.seconds)} s`;
    case 'temperature':
      return `temperature ${String(step.celsius)} °C`;
    case 'battery':
      return `battery ${String(step.percent)} %`;
    case 'cell':
      return `cell ${step.state}`;
    case 'supply':
      return step.millivolts === undefined ? 'supply cell' : `supply ${String(step.millivolts)} mV`;
    case 'crystal':
      return `crystal ${String(step.ppm)} ppm`;
    case 'arm':
    case 'clear':
      return `${step.kind} ${step.fault}`;
    case 'host':
      return `host ${step.call.command.name}`;
    case 'host-clock':
      return `host-clock ${String(step.offset)} s`;
    case 'bank':
      return `bank ${step.call.name}`;
    case 'expect':
      return `expect ${step.expectations.map(({ text }) => text).join(', ')}`;
    case 'measure':
      return `measure ${step.measure.name}`;
    case 'repeat':
      return `repeat ${String(step.times)} times`;
    case 'ask':
      return `ask ${step.question.en}`;
    case 'group':
    case 'power-cuts':
    case 'unplug':
    case 'replug':
      return step.kind;
  }
}
