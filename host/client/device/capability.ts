import {
  type Command,
  getStatus,
  keyCheck,
  loadSeed,
  readCode,
  readDisplay,
  rotateTransportKey,
  selfTest,
  setClock,
  trimClock,
  wink,
  wipe,
} from '@fobkit/protocol';
import { CapabilityError } from '../errors.ts';
import type { Capability, CapabilityMethods, Device } from './device.ts';

export function hasCapability<C extends Capability, D extends Device>(
  device: D,
  capability: C,
): device is D & CapabilityMethods[C] {
  return device.capabilities.has(capability);
}

/** The device with the methods of the capability. @throws CapabilityError when it has it not. */
export function requireCapability<C extends Capability, D extends Device>(
  device: D,
  capability: C,
): D & CapabilityMethods[C] {
  if (hasCapability(device, capability)) return device;
  throw new CapabilityError(device.url, capability);
}

/** What tokens of other makers can do, and no fob of fobkit's protocol. */
type ForeignCapability = 'slots' | 'program-slots' | 'take-time' | 'unlock-codes';
type FobCapability = Exclude<Capability, ForeignCapability>;

/** The command that a fob must know to have each capability. */
const COMMAND_OF = {
  'read-code': readCode.code,
  status: getStatus.code,
  'read-display': readDisplay.code,
  'self-test': selfTest.code,
  wink: wink.code,
  provision: loadSeed.code,
  'set-clock': setClock.code,
  'trim-clock': trimClock.code,
  'rotate-key': rotateTransportKey.code,
  'key-check': keyCheck.code,
  wipe: wipe.code,
} as const satisfies Record<FobCapability, Command<never, unknown>['code']>;

/** The capabilities of a fob that knows these commands, given by number. */
export function capabilitiesOf(commands: readonly number[]): ReadonlySet<Capability> {
  const known = new Set(commands);
  const capabilities = new Set<Capability>();
  for (const capability of fobCapabilities) {
    if (known.has(COMMAND_OF[capability])) capabilities.add(capability);
  }
  return capabilities;
}

const fobCapabilities: readonly FobCapability[] = [
  'read-code',
  'status',
  'read-display',
  'self-test',
  'wink',
  'provision',
  'set-clock',
  'trim-clock',
  'rotate-key',
  'key-check',
  'wipe',
];

export const capabilityNames: readonly Capability[] = [
  ...fobCapabilities,
  'slots',
  'program-slots',
  'take-time',
  'unlock-codes',
];
