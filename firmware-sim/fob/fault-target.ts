import type { FaultTarget } from '../fault/target.ts';
import { type FobType, isTokenProfile } from '../profile/fob-type.ts';
import type { Chip } from './chip.ts';
import type { Harness } from './harness.ts';
import type { Occurrence } from './occurrence.ts';
import type { Parts } from './parts.ts';
import type { Supply } from './supply.ts';

/** The organs of a fob that faults get hold of. */
export interface FaultOrgans {
  readonly profile: FobType;
  readonly parts: Parts;
  readonly chip: Chip;
  readonly supply: Supply;
  readonly harness: Harness;
  /** World time in ticks. */
  now(): number;
  contactMoved(): void;
  note(occurrence: Occurrence): void;
}

export function faultTarget(organs: FaultOrgans): FaultTarget {
  const { chip, harness, parts, profile, supply } = organs;
  return {
    parts,
    get worldTicks() {
      return organs.now();
    },
    get lifecycle() {
      return chip.firmware?.lifecycle;
    },
    get cpuAsleep() {
      return !chip.busy;
    },
    get plugged() {
      return harness.plugged;
    },
    get hung() {
      return chip.hung;
    },
    get sagging() {
      return supply.sagging;
    },
    set sagging(sagging) {
      supply.sagging = sagging;
    },
    hasFunctions: profile.wire === 'usb' && !isTokenProfile(profile),
    unplug: () => {
      harness.unplugAll();
    },
    halt: (address) => harness.halt(address),
    brownOut: () => {
      if (chip.firmware !== undefined) chip.reset('brown-out');
    },
    hang: () => {
      chip.hang();
    },
    supplyChanged: () => {
      supply.changed();
    },
    contactMoved: () => {
      organs.contactMoved();
    },
    note: (occurrence) => {
      organs.note(occurrence);
    },
  };
}
