import type { ContractView } from './views.ts';

/** A part of the contracts, in the order of their ids. */
export interface ContractPage {
  /** Those behind this id; from the first if absent. */
  readonly after?: string;
  /** 1 to 500. */
  readonly most: number;
  /** Those that have this text in their id or name. */
  readonly about?: string;
}

export interface ContractList {
  readonly contracts: readonly ContractView[];
  /** The `after` of what follows; absent: nothing does. */
  readonly next?: string;
}
