import { toHex } from '@fobkit/protocol';
import type { Candidate } from './candidate.ts';
import type { Found } from './found.ts';

type FoundFob = Extract<Found, { kind: 'fob' }>;

/** One entry for each device id, with all its links, and marks where two have one name. */
export function merge(found: readonly Found[]): readonly Found[] {
  const fobs = new Map<string, FoundFob>();
  for (const one of found) {
    if (one.kind === 'fob') add(fobs, one);
  }
  const others = found.filter((one) => one.kind !== 'fob' && !absorb(fobs, one));
  const sharedLabels = repeated([...fobs.values()].map(({ info }) => info.loaded?.serialLabel));
  const marked = [...fobs.values()].map((fob) => ({
    ...fob,
    labelShared: sharedLabels.has(fob.info.loaded?.serialLabel ?? ''),
    idShared: hasTwoDevices(fob.links),
  }));
  return [...marked, ...others];
}

function add(fobs: Map<string, FoundFob>, fob: FoundFob): void {
  const id = toHex(fob.info.deviceId);
  const first = fobs.get(id);
  fobs.set(id, first === undefined ? fob : { ...first, links: [...first.links, ...fob.links] });
}

/** A link that fails is a link of the fob that answered on another one. */
function absorb(fobs: Map<string, FoundFob>, one: Exclude<Found, FoundFob>): boolean {
  const id = one.candidate.deviceId;
  const fob = id === undefined ? undefined : fobs.get(id);
  if (id === undefined || fob === undefined || one.kind !== 'failed') return false;
  fobs.set(id, { ...fob, links: [...fob.links, ...one.links] });
  return true;
}

function repeated(labels: readonly (string | undefined)[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const label of labels) {
    if (label === undefined) continue;
    if (seen.has(label)) twice.add(label);
    seen.add(label);
  }
  return twice;
}

/** A device has one HID device and one port on USB, so two of a kind are two devices. */
function hasTwoDevices(links: readonly Candidate[]): boolean {
  const kinds = links
    .filter(({ usb }) => usb !== undefined)
    .map(({ url }) => url.slice(0, url.indexOf(':')));
  return new Set(kinds).size < kinds.length;
}
