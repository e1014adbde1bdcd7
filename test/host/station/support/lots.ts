import type { Lot } from '../../../../host/station/lot/lot.ts';

/** A lot of generic fobs of purpose test. */
export function lotOf(planned: number, changes: Partial<Lot> = {}): Lot {
  return {
    id: 'lot-1',
    name: 'First lot',
    profile: 'generic',
    model: 'generic',
    planned,
    purpose: 'test',
    serials: { kind: 'list' },
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    codeCheck: 'read',
    state: 'open',
    createdUnixMs: 0,
    createdBy: 'nobody',
    ...changes,
  };
}
