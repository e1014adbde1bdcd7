import type { Purpose } from '@fobkit/protocol';
import type { TokenParameters } from '../exchange/token-record.ts';

export type LotState = 'open' | 'paused' | 'closed';

/** How serial labels are made. */
export type SerialScheme =
  /** `prefix`, then a counter of `digits` digits from `first`, then perhaps a check digit. */
  | {
      readonly kind: 'counter';
      readonly prefix: string;
      readonly digits: number;
      readonly first: number;
      readonly check: 'none' | 'luhn' | 'mod11' | 'iso7064';
    }
  /** OATH token identifier: OMP(2) TT(2) MUI(8) (openauthentication.org/token-specs). */
  | {
      readonly kind: 'oath';
      readonly manufacturer: string;
      readonly type: string;
      readonly first: number;
    }
  /** Four letters and eight digits, as `SKTS00509641`. */
  | { readonly kind: 'shinkin'; readonly prefix: string; readonly first: number }
  /** As they stand in a list or an import. */
  | { readonly kind: 'list' };

/** When the station asks the loaded fob for a code and has it verified. */
export type CodeCheck = 'read' | 'none';

export interface TrimWish {
  /** How near the crystal shall come, in parts per million. */
  readonly ppm: number;
  /** What tells its rate: two readings of its clock with a soak between them, or a counter on a pad. */
  readonly by: 'soak' | 'counter';
}

export interface Lot {
  readonly id: string;
  readonly name: string;
  /** The fob type by name. */
  readonly profile: string;
  /** What GetInfo must tell. */
  readonly model: string;
  readonly planned: number;
  readonly purpose: Purpose;
  readonly serials: SerialScheme;
  readonly parameters: TokenParameters;
  readonly codeCheck: CodeCheck;
  readonly trim?: TrimWish;
  /** A station works on it only so many hours after its golden fob has passed. */
  readonly qualifiedHours?: number;
  /** Unix seconds after which the fobs are expired. */
  readonly expiry?: number;
  readonly state: LotState;
  readonly createdUnixMs: number;
  readonly createdBy: string;
  readonly closedUnixMs?: number;
}

/** planned = done + scrapped + quarantined + unused + working, always. */
export interface LotCounts {
  readonly planned: number;
  readonly done: number;
  readonly scrapped: number;
  readonly quarantined: number;
  readonly unused: number;
  readonly working: number;
  /** Of those done: whose clocks were trimmed. */
  readonly trimmed: number;
}
