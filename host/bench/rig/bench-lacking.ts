import type { RigCapability } from '@fobkit/client';
import type { BenchPort } from '../bench-file/bench.ts';

export interface BenchMeans {
  readonly port: BenchPort;
  /** Whether somebody stands there who can be asked. */
  readonly hasPerson: boolean;
  readonly hasFactoryKey: boolean;
}

/** Why a port cannot do something, for a report; undefined when it can. */
export function benchLacks(capability: RigCapability, means: BenchMeans): string | undefined {
  const { port, hasPerson, hasFactoryKey } = means;
  const person = port.person !== undefined && hasPerson;
  const none = (what: string): string =>
    `port ${port.name} has no ${what}${port.person !== undefined && !hasPerson ? ', and nobody is there to be asked' : ''}`;
  switch (capability) {
    case 'press':
    case 'hold':
    case 'release':
      return port.button !== undefined || person ? undefined : none('button relay and no person');
    case 'cell':
      if (port.cell !== undefined || port.supply !== undefined || person) return undefined;
      return none('relay in the line of its cell, no supply and no person');
    case 'supply':
      return port.supply === undefined ? none('supply') : undefined;
    case 'unplug':
    case 'replug':
      return port.hub !== undefined || person ? undefined : none('hub port and no person');
    case 'temperature':
      return port.chamber === undefined ? none('chamber') : undefined;
    case 'wire':
      return port.link === undefined ? none('wire to its fob') : undefined;
    case 'lcd':
      return port.link !== undefined || person ? undefined : none('wire and no person');
    case 'factory-key':
      return hasFactoryKey ? undefined : none('factory key: factory-key names its file');
    case 'battery':
      return 'no instrument empties a cell; a supply can stand for one';
    case 'crystal':
      return 'no instrument changes the crystal of a real fob; a chamber can';
    case 'advance':
      return 'time passes on a bench as it does';
    case 'picture':
      return 'a bench has no camera';
    case 'fault':
      return 'faults are armed in emulated fobs only';
    case 'snapshot':
      return 'the state of a real fob cannot be saved';
    case 'events':
      return 'a real fob does not tell what happens to it';
    case 'truth':
      return 'no instrument looks into a real fob';
  }
}
