import type { RigCapability } from '@fobkit/client';
import type { FobType } from '@fobkit/firmware-sim';

/** Why a fob type makes a capability impossible; undefined where it does not. */
export function lackOf(type: FobType, capability: RigCapability): string | undefined {
  const { name, parts, wire } = type;
  switch (capability) {
    case 'press':
    case 'hold':
    case 'release':
      return parts.button === undefined ? `${name} has no button` : undefined;
    case 'battery':
    case 'cell':
    case 'supply':
      return parts.battery === undefined ? `${name} has no cell` : undefined;
    case 'lcd':
      return parts.lcd === undefined ? `${name} has no LCD` : undefined;
    case 'wire':
    case 'factory-key':
    case 'unplug':
    case 'replug':
      return wire === 'none' ? `${name} has no wire` : undefined;
    default:
      return undefined;
  }
}
