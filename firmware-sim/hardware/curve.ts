/** Points of a curve, x ascending; straight between them and flat beyond both ends. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** The curve at `x`, rounded to an integer; 0 for a curve without points. */
export function interpolate(curve: Curve, x: number): number {
  let before = curve[0];
  if (before === undefined) return 0;
  for (const point of curve) {
    if (x < point[0]) {
      if (point === before) return point[1];
      const part = ((point[1] - before[1]) * (x - before[0])) / (point[0] - before[0]);
      return Math.round(before[1] + part);
    }
    before = point;
  }
  return before[1];
}
