import { MOST_SECONDS } from '../quantity/duration.ts';
import type { Scenario, Step } from '../model.ts';
import type { Cursor } from '../read/cursor.ts';
import { everyStep } from './map-steps.ts';

/** The most steps that a run may take, repeats written out. */
const MAX_STEPS = 1_000_000;

/** Time that cannot pass, or ends before it begins. */
export function checkTimes(scenario: Scenario, at: Cursor): void {
  const { given, steps, teardown } = scenario;
  const ends = [
    ...(given.load === undefined ? [] : [given.load]),
    ...[...given.others.values()].flatMap(({ load }) => (load === undefined ? [] : [load])),
    ...[...everyStep(steps)].flatMap((step) =>
      step.kind === 'host' && step.call.outcome === 'ok' && step.call.command.name === 'load'
        ? [step.call.command.load]
        : [],
    ),
  ];
  for (const { expires, place } of ends) {
    if (expires !== undefined && expires <= given.time) {
      at.wrong('it expires before the scenario starts; a time after that of given', {
        place,
        field: 'expires',
      });
    }
  }
  const passed = new Passed(at);
  passed.add(steps, 1);
  passed.add(teardown, 1);
}

class Passed {
  #seconds = 0;
  #steps = 0;
  #told = false;
  readonly #at: Cursor;

  constructor(at: Cursor) {
    this.#at = at;
  }

  add(steps: readonly Step[], times: number): void {
    for (const step of steps) {
      if (this.#told) return;
      this.#steps += times;
      this.#seconds += secondsOf(step) * times;
      if (this.#seconds > MOST_SECONDS) this.#wrong(step, 'more than 100 years would have passed');
      else if (this.#steps > MAX_STEPS) {
        this.#wrong(step, `more than ${MAX_STEPS} steps, its repeats written out`);
      } else this.#inside(step, times);
    }
  }

  #inside(step: Step, times: number): void {
    switch (step.kind) {
      case 'repeat':
        this.add(step.steps, times * step.times);
        return;
      case 'group':
        this.add(step.group.steps, times);
        return;
      case 'power-cuts':
        this.add(step.sweep.during, times);
        this.add(step.sweep.then, times);
        return;
      default:
    }
  }

  #wrong(step: Step, message: string): void {
    this.#told = true;
    this.#at.wrong(`${message}; a run lasts 100 years and ${MAX_STEPS} steps at most`, {
      place: step.place,
      field: step.kind,
    });
  }
}

function secondsOf(step: Step): number {
  switch (step.kind) {
    case 'wait':
    case 'hold':
      return step.seconds;
    case 'temperature':
    case 'supply':
      return step.seconds ?? 0;
    case 'expect':
      return step.expectations.reduce(
        (sum, one) => sum + (one.kind === 'no-frame' ? one.seconds : 0),
        0,
      );
    default:
      return 0;
  }
}
