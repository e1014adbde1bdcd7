import type { Trouble } from './unit.ts';

/** What a trouble is called, what it means, and what to do. */
export interface TroubleText {
  /** For lists and counts. */
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
}

export type TroubleTable = Readonly<Record<Trouble, TroubleText>>;
