const POINTS_PER_INCH = 72;
const MM_PER_INCH = 25.4;

/** Millimetres as points of a PDF. */
export const points = (mm: number): number => (mm * POINTS_PER_INCH) / MM_PER_INCH;

/** Millimetres as dots of a printer, not rounded. */
export const dots = (mm: number, dpi: number): number => (mm * dpi) / MM_PER_INCH;

/** Dots of a printer as millimetres. */
export const millimetres = (count: number, dpi: number): number => (count * MM_PER_INCH) / dpi;
