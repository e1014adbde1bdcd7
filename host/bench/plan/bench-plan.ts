import type { RigCapability } from '@fobkit/client';
import { needsOf } from '../scenario/needs.ts';
import type { Equivalent, Scenario, Step } from '../scenario/model.ts';
import { wantsItsOwnDay } from './own-day.ts';

/** What no bench can do to a real fob, whatever instruments stand on it. */
const BEYOND_A_BENCH: ReadonlySet<RigCapability> = new Set([
  'battery',
  'crystal',
  'advance',
  'fault',
  'snapshot',
  'events',
  'truth',
  'picture',
]);

/** A chamber goes at 5 °C a minute; a person reads an LCD and types it in 10 s. */
const SECONDS_PER_CELSIUS = 12;
const LOOK_SECONDS = 10;
const ROOM_CELSIUS = 25;

/** How a scenario runs on a bench that has every instrument there is. */
export interface BenchPlan {
  /** What it wants and no bench can do, each once; empty when it can be run there. */
  readonly lacks: readonly string[];
  /** About how long it takes there, in seconds. */
  readonly seconds: number;
  /** What stands in for something else, and how near it comes. */
  readonly equivalents: readonly Equivalent[];
}

/** Plans a scenario for a bench, without running it. */
export function benchPlan(scenario: Scenario): BenchPlan {
  const planning = new Planning(scenario);
  planning.start();
  planning.all(scenario.steps);
  planning.all(scenario.teardown);
  return { lacks: [...planning.lacks], seconds: planning.seconds, equivalents: planning.used };
}

class Planning {
  readonly lacks = new Set<string>();
  readonly used: Equivalent[] = [];
  seconds = 0;
  #celsius = ROOM_CELSIUS;
  readonly #scenario: Scenario;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  start(): void {
    const { given, faults } = this.#scenario;
    if (given.battery !== undefined) this.lacks.add('battery');
    if (given.crystal !== undefined) this.lacks.add('crystal');
    if (given.temperature !== undefined) this.#heat(given.temperature);
    if (wantsItsOwnDay(this.#scenario)) this.lacks.add('advance');
    for (const fault of faults.values()) {
      if (!fault.armedByStep) this.#instead(fault.equivalent, ['fault']);
    }
  }

  all(steps: readonly Step[]): void {
    for (const step of steps) this.#step(step);
  }

  #step(step: Step): void {
    const missing = needsOf(step).filter((need) => BEYOND_A_BENCH.has(need));
    const tooLong = step.kind === 'wait' && step.seconds > this.#scenario.timeLimit;
    if (step.kind === 'arm') {
      this.#instead(this.#scenario.faults.get(step.fault)?.equivalent, ['fault']);
    } else if (missing.length > 0 || (tooLong && step.equivalent !== undefined)) {
      this.#instead(step.equivalent, missing);
    } else {
      this.#take(step);
    }
  }

  #instead(equivalent: Equivalent | undefined, missing: readonly string[]): void {
    if (equivalent === undefined) for (const need of missing) this.lacks.add(need);
    else {
      this.used.push(equivalent);
      this.all(equivalent.steps);
    }
  }

  #take(step: Step): void {
    switch (step.kind) {
      case 'wait':
      case 'hold':
        this.seconds += step.seconds;
        break;
      case 'supply':
        this.seconds += step.seconds ?? 0;
        break;
      case 'temperature':
        this.#heat(step.celsius, step.seconds);
        break;
      case 'press':
        this.seconds += LOOK_SECONDS;
        break;
      case 'expect':
        if (needsOf(step).includes('lcd')) this.seconds += LOOK_SECONDS;
        break;
      case 'repeat':
        for (let i = 0; i < Math.min(step.times, MOST_TIMES); i++) this.all(step.steps);
        if (step.times > MOST_TIMES) this.seconds = Infinity;
        break;
      case 'group':
        this.all(step.group.steps);
        break;
      default:
    }
  }

  #heat(celsius: number, seconds = 0): void {
    this.seconds += Math.max(seconds, Math.abs(celsius - this.#celsius) * SECONDS_PER_CELSIUS);
    this.#celsius = celsius;
  }
}

/** Nobody stands there for more. */
const MOST_TIMES = 1000;
