/** `21 °C`, as the language reads it. */
export function amount(value: number, unit: string): string {
  return `${String(value)} ${unit}`;
}

/** Seconds with their unit, in milliseconds where they are no whole number. */
export function seconds(value: number): string {
  return Number.isInteger(value) ? amount(value, 's') : amount(Math.round(value * 1000), 'ms');
}

/** Without the fields that are undefined. */
export function defined(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
