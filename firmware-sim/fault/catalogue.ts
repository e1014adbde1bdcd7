import { UsageError } from '@fobkit/protocol';
import { batteryFaults } from './kinds/battery.ts';
import { chipFaults } from './kinds/chip.ts';
import { clockFaults } from './kinds/clock.ts';
import { faceFaults } from './kinds/face.ts';
import { frameFaults } from './kinds/frame.ts';
import { linkFaults } from './kinds/link.ts';
import { replyFaults } from './kinds/reply.ts';
import { usbFaults } from './kinds/usb.ts';
import { wireFaults } from './kinds/wire.ts';
import type { FaultKind, FaultLayer } from './kind.ts';
import { nearestOf } from './nearest.ts';

const KINDS: readonly FaultKind[] = [
  ...batteryFaults,
  ...clockFaults,
  ...faceFaults,
  ...chipFaults,
  ...wireFaults,
  ...frameFaults,
  ...replyFaults,
  ...linkFaults,
  ...usbFaults,
];

const byName = new Map(KINDS.map((kind) => [kind.kind, kind]));

/** What help, docs and the OpenAPI document say of one kind of fault. */
export interface FaultDescription {
  readonly kind: string;
  readonly layer: FaultLayer;
  /** Its argument words; empty where it takes none. */
  readonly args: string;
  readonly summary: string;
  /** What stands behind `fob sim fault --id …`. */
  readonly example: string;
}

/** Every kind of fault there is. */
export function describeFaults(): FaultDescription[] {
  return KINDS.map(({ kind, layer, args, summary, example }) => ({
    kind,
    layer,
    args,
    summary,
    example,
  }));
}

/** @throws UsageError that lists what is possible. */
export function findKind(name: string): FaultKind {
  const found = byName.get(name);
  if (found !== undefined) return found;
  const unknown = `no kind of fault is called "${name}"`;
  const near = nearestOf(name, [...byName.keys()]);
  if (near !== undefined) throw new UsageError(`${unknown}; did you mean ${near}?`);
  const family = KINDS.filter(({ kind }) => kind.split('.')[0] === name.split('.')[0]);
  const known = (family.length > 0 ? family : KINDS).map(({ kind }) => kind).join(', ');
  throw new UsageError(`${unknown}: one of ${known}`);
}
