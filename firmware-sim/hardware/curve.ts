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

/** The x at which a curve that falls from point to point comes to `y`, rounded; its ends beyond. */
export function interpolateBack(curve: Curve, y: number): number {
  let before = curve[0];
  if (before === undefined) return 0;
  for (const point of curve) {
    if (y > point[1]) {
      if (point === before) return point[0];
      const part = ((before[1] - y) * (point[0] - before[0])) / (before[1] - point[1]);
      return Math.round(before[0] + part);
    }
    before = point;
  }
  return before[0];
}
