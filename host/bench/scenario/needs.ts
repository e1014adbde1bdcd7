import type { RigCapability } from '@fobkit/client';
import { innerSteps } from './check/map-steps.ts';
import type { Expectation, HostCommand, StartState, Step } from './model.ts';

/**
 * What a rig must be able to do for a step itself; the steps inside it have their own needs. What a
 * reading needs (`measure`, `drift`, `battery`) differs from rig to rig, which says so when it is
 * asked. `wait` needs time: whether a rig can let so much pass is a matter of its time limit. A
 * fault that is lifted was armed before.
 */
export function needsOf(step: Step): readonly RigCapability[] {
  switch (step.kind) {
    case 'press':
    case 'hold':
    case 'temperature':
    case 'battery':
    case 'cell':
    case 'supply':
    case 'crystal':
    case 'unplug':
    case 'replug':
      return [step.kind];
    case 'arm':
      return ['fault'];
    case 'host':
      return SEALED.has(step.call.command.name) ? ['wire', 'factory-key'] : ['wire'];
    case 'expect':
      return unique(step.expectations.flatMap(needsOfExpectation));
    case 'power-cuts':
      return ['snapshot', 'fault'];
    case 'wait':
    case 'clear':
    case 'host-clock':
    case 'bank':
    case 'measure':
    case 'repeat':
    case 'group':
    case 'ask':
      return [];
  }
}

/** The commands that go inside the sealed channel. */
const SEALED: ReadonlySet<HostCommand['name']> = new Set([
  'load',
  'set-clock',
  'trim',
  'rotate-key',
  'key-check',
  'wipe',
]);

/** What a rig must be able to do to find out whether something holds. */
export function needsOfExpectation(wish: Expectation): readonly RigCapability[] {
  switch (wish.kind) {
    case 'code':
      return needsOfCode(wish.from);
    case 'lcd':
      return ['lcd'];
    case 'picture':
      return ['picture'];
    case 'lifecycle':
    case 'log':
    case 'no-frame':
    case 'counter':
    case 'reset-cause':
    case 'answers':
    case 'serial':
      return ['wire'];
    case 'drift':
    case 'battery':
    case 'counter-never-back':
    case 'locked':
    case 'invariants':
      return [];
  }
}

function needsOfCode(from: 'lcd' | 'wire' | 'last'): readonly RigCapability[] {
  if (from === 'last') return [];
  return from === 'wire' ? ['wire'] : ['lcd', 'press'];
}

/** What steps need together, with those inside them, without those of their equivalents. */
export function needsOfSteps(steps: readonly Step[]): readonly RigCapability[] {
  return unique(steps.flatMap((step) => [...needsOf(step), ...needsOfSteps(innerSteps(step))]));
}

/** Where room temperature is wanted, the room will do. */
const ROOM = { least: 20, most: 30 };

/** What a rig must be able to do to bring a fob into its start state, beside loading it. */
export function needsOfGiven(given: StartState): readonly RigCapability[] {
  const { battery, crystal = 0, temperature } = given;
  return [
    ...(battery === undefined ? [] : (['battery'] as const)),
    ...(crystal === 0 ? [] : (['crystal'] as const)),
    ...(temperature === undefined || (temperature >= ROOM.least && temperature <= ROOM.most)
      ? []
      : (['temperature'] as const)),
  ];
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
