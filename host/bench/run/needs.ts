import type { RigCapability } from '@fobkit/client';
import type { Expectation, HostCommand, Step } from '../scenario/model.ts';

/** What a step by itself, without those inside it, needs of a rig. */
export function ownNeeds(step: Step): readonly RigCapability[] {
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
    case 'host':
      return SEALED.has(step.call.command.name) ? ['wire', 'factory-key'] : ['wire'];
    case 'expect':
      return step.expectations.flatMap(ofExpectation);
    case 'power-cuts':
      return ['snapshot', 'fault'];
    default:
      return [];
  }
}

const SEALED: ReadonlySet<HostCommand['name']> = new Set([
  'load',
  'set-clock',
  'trim',
  'rotate-key',
  'key-check',
  'wipe',
]);

const OF_CODE: Readonly<Record<'lcd' | 'wire' | 'last', readonly RigCapability[]>> = {
  lcd: ['lcd'],
  wire: ['wire'],
  last: [],
};

function ofExpectation(wish: Expectation): readonly RigCapability[] {
  switch (wish.kind) {
    case 'code':
      return OF_CODE[wish.from];
    case 'lcd':
      return ['lcd'];
    case 'picture':
      return ['picture'];
    case 'lifecycle':
    case 'serial':
    case 'log':
    case 'no-frame':
    case 'counter':
    case 'reset-cause':
    case 'answers':
      return ['wire'];
    default:
      return [];
  }
}
