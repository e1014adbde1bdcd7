import type { LabelContent } from '../../../../../host/station/label/label.ts';
import type { RunSummary } from '../../../../../host/station/run/run-options.ts';
import type { StationEvent } from '../../../../../host/station/run/station-event.ts';

/** What a station process is to do. Keys in hex: they are made for one test. */
export interface StationOrder {
  readonly address: string;
  readonly vaultKey: string;
  readonly batchKey: string;
  readonly station: string;
  readonly lot: string;
  /** The place at which it kills itself, the n-th time that it comes there. */
  readonly dieAt?: { readonly point: string; readonly nth: number };
  /** How long its lease lasts without renewal, in milliseconds. */
  readonly ttlMs?: number;
  /** From one renewal to the next, in milliseconds. */
  readonly heartbeatMs?: number;
}

export type ToStation =
  | { readonly kind: 'run'; readonly order: StationOrder }
  | { readonly kind: 'arrived'; readonly port: string; readonly url: string }
  | { readonly kind: 'left'; readonly port: string }
  | { readonly kind: 'stop' };

export type FromStation =
  | { readonly kind: 'ready' }
  | { readonly kind: 'event'; readonly event: StationEvent }
  | { readonly kind: 'printed'; readonly label: LabelContent }
  | { readonly kind: 'ended'; readonly summary: RunSummary };
