/** What a Brother QL is loaded with; dots at 300 dpi. */
export interface BrotherMedia {
  readonly widthMm: number;
  /** 0 for a tape without end. */
  readonly lengthMm: number;
  /** Dots of a raster line that meet paper. */
  readonly printableDots: number;
  /** Raster lines of a die-cut label; 0 for a tape. */
  readonly printableLines: number;
  /** Dots of the head beyond the right edge of what can be printed on. */
  readonly offsetRight: number;
  /** Dots that the tape is fed before and after. */
  readonly feedDots: number;
}

const tape = (widthMm: number, printableDots: number, offsetRight: number): BrotherMedia => {
  return { widthMm, lengthMm: 0, printableDots, printableLines: 0, offsetRight, feedDots: 35 };
};

/** DK rolls by their size (Brother, Raster Command Reference §2.3.2 and §2.3.5, narrow heads). */
export const BROTHER_MEDIA = {
  '12': tape(12, 106, 29),
  '29': tape(29, 306, 6),
  '38': tape(38, 413, 12),
  '50': tape(50, 554, 12),
  '62': tape(62, 696, 12),
  '17x54': {
    widthMm: 17,
    lengthMm: 54,
    printableDots: 165,
    printableLines: 566,
    offsetRight: 0,
    feedDots: 0,
  },
  '29x42': {
    widthMm: 29,
    lengthMm: 42,
    printableDots: 306,
    printableLines: 425,
    offsetRight: 6,
    feedDots: 0,
  },
} as const satisfies Readonly<Record<string, BrotherMedia>>;

export type BrotherMediaName = keyof typeof BROTHER_MEDIA;
