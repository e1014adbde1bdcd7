/** What each unit is in the unit that the bench counts in: volts, amperes, °C, milliseconds. */
const FACTORS: Readonly<Record<string, number>> = {
  V: 1,
  mV: 0.001,
  A: 1,
  mA: 0.001,
  '°C': 1,
  K: 1,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * The number of a quantity that the schema has checked, in volts, amperes, °C or milliseconds.
 * `fallback` is in the same unit and stands for a quantity that is not given.
 */
export function amountOf(text: string | undefined, fallback: number): number {
  const match = /^([+-]?[\d.]+) ?(\D+)$/u.exec(text ?? '');
  const factor = FACTORS[match?.[2] ?? ''];
  if (match === null || factor === undefined) return fallback;
  // 50 mV is 0.05 V, not 0.05 and a little.
  return Number((Number(match[1]) * factor).toPrecision(12));
}
