import type { Trouble } from '@fobkit/station';

/** What a trouble is called, what it means, and what to do. */
export interface TroubleWords {
  /** For lists and counts. */
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
}

export type TroubleTable = Readonly<Record<Trouble, TroubleWords>>;
