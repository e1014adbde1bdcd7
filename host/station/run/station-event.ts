import type { LotCounts } from '../lot/lot.ts';
import type { Trouble } from '../unit/unit.ts';
import type { PortWaiting } from './port.ts';

/** The steps of a visit, in their order; a resumed one skips some. */
export const visitSteps = [
  'identify',
  'self-test',
  'claim',
  'open-channel',
  'set-clock',
  'load-seed',
  'key-check',
  'read-code',
  'rotate-key',
  'label',
  'record',
  'soak',
  'trim',
] as const;
export type VisitStep = (typeof visitSteps)[number];

/** How a visit of a fob ended. */
export type VisitEnd =
  'done' | 'trimmed' | 'rolled-back' | 'quarantined' | 'refused' | 'left-open' | 'would-do';

/** What happens at a station, for its screen, its JSON lines and its tests. No secrets. */
export type StationEvent =
  | { readonly kind: 'started'; readonly lot: string; readonly counts: LotCounts }
  | { readonly kind: 'arrived'; readonly port: string }
  | { readonly kind: 'left'; readonly port: string }
  | PortWaiting
  | {
      readonly kind: 'step';
      readonly port: string;
      readonly step: VisitStep;
      readonly deviceId?: string;
      readonly serialLabel?: string;
    }
  /** One of the unused units is in work for this fob. */
  | {
      readonly kind: 'claimed';
      readonly port: string;
      readonly deviceId: string;
      readonly serialLabel: string;
    }
  | { readonly kind: 'press-wanted'; readonly port: string; readonly serialLabel: string }
  | {
      readonly kind: 'ended';
      readonly port: string;
      readonly end: VisitEnd;
      readonly deviceId?: string;
      readonly serialLabel?: string;
      readonly trouble?: Trouble;
      readonly why?: string;
      readonly ms: number;
      readonly counts: LotCounts;
    }
  | { readonly kind: 'paused' | 'resumed'; readonly by?: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly why: string }
  | { readonly kind: 'ended-run'; readonly counts: LotCounts; readonly reason: RunEnd };

export type RunEnd = 'lot-done' | 'stopped' | 'lot-closed' | 'trouble';
