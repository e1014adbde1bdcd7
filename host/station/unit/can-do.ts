import { type Capability, capabilitiesOf, checkProfile, ProfileError } from '@fobkit/client';
import type { FobInfo } from '@fobkit/protocol';
import type { Lot } from '../lot/lot.ts';
import { lotParameters } from './lot-parameters.ts';

const WANTED: readonly Capability[] = [
  'status',
  'provision',
  'set-clock',
  'key-check',
  'rotate-key',
];

/** What the fob cannot do of what its lot asks for, as a sentence; undefined when it can do all. */
export function lackOf(info: FobInfo, lot: Lot): string | undefined {
  const known = capabilitiesOf(info.features.commands);
  const wanted = [...WANTED];
  if (lot.codeCheck === 'read') wanted.push('read-code');
  if (lot.trim !== undefined) wanted.push('trim-clock');
  const missing = wanted.filter((capability) => !known.has(capability));
  if (missing.length > 0) return `its firmware cannot do ${missing.join(', ')}`;
  if (lot.codeCheck === 'read' && lot.purpose === 'production' && !info.features.hasButton) {
    return 'it has no button, and tells a code of a production seed only after a press';
  }
  try {
    checkProfile(info.model, info, lotParameters(lot, '-'));
    return undefined;
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return `it ${error.reasons.join('; it ')}`;
  }
}
