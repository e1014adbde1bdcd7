/** Unix time in seconds as `2026-11-23 09:30:00 UTC`, the fraction dropped. */
export function formatUtc(unixSeconds: number): string {
  const iso = new Date(Math.floor(unixSeconds) * 1000).toISOString();
  return `${iso.slice(0, iso.indexOf('.')).replace('T', ' ')} UTC`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Seconds as `1 d 2 h`, the two largest units; short spans with one decimal. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${String(Math.round(seconds * 10) / 10)} s`;
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, size] = UNITS[first] ?? UNITS[2];
  const whole = Math.floor(seconds / size);
  const rest = seconds - whole * size;
  const [nextUnit, nextSize] = UNITS[first + 1] ?? (['s', 1] as const);
  const next = Math.floor(rest / nextSize);
  return `${String(whole)} ${unit}${next === 0 ? '' : ` ${String(next)} ${nextUnit}`}`;
}

/** A difference of clocks: `+12.5 s`, `−3 min 2 s`. */
export function formatDrift(seconds: number): string {
  const rounded = Math.round(seconds * 1000) / 1000;
  if (Math.abs(rounded) < 10) return `${sign(rounded)}${String(Math.abs(rounded))} s`;
  return sign(rounded) + formatSpan(Math.abs(rounded));
}

function sign(value: number): string {
  if (value === 0) return '';
  return value < 0 ? '-' : '+';
}
