/** How a number is spread over a fleet; units are those of the field it is for. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  /** The sum of two even draws: crystals as they come off a sorted line. */
  | { readonly kind: 'triangular'; readonly from: number; readonly to: number }
  /** Draws beyond `from` and `to` are drawn anew. */
  | {
      readonly kind: 'normal';
      readonly mean: number;
      readonly deviation: number;
      readonly from?: number;
      readonly to?: number;
    }
  /** Shares sum to 1. */
  | {
      readonly kind: 'table';
      readonly rows: readonly { readonly value: number; readonly share: number }[];
    };
