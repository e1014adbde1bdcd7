import type { SymbolMatrix } from './symbol.ts';

/** What is drawn, in dots of the printer from the upper left corner. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      readonly baseline: number;
      /** The em, in dots. */
      readonly size: number;
      /** As far as it reaches to the right. */
      readonly width: number;
    }
  | {
      readonly kind: 'bars';
      readonly text: string;
      readonly modules: readonly boolean[];
      readonly x: number;
      readonly y: number;
      readonly moduleDots: number;
      readonly height: number;
    }
  | {
      readonly kind: 'matrix';
      readonly text: string;
      readonly matrix: SymbolMatrix;
      readonly x: number;
      readonly y: number;
      readonly moduleDots: number;
    };

export interface LabelDrawing {
  readonly dpi: number;
  /** In dots. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}
