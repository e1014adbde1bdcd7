/** World time in a report: `2027-01-01 00:00:35.25`, UTC. */
export function momentText(unixMs: number): string {
  const text = new Date(unixMs).toISOString().replace('T', ' ');
  return text.replace(/\.000Z$/, '').replace(/0*Z$/, '');
}

/** `850 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`, `1826 d`. */
export function spanText(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${String(Math.round(seconds * 10) / 10)} s`;
  if (seconds < 3600) return pair(seconds, 60, ['min', 's']);
  if (seconds < 172_800) return pair(seconds / 60, 60, ['h', 'min']);
  return `${String(Math.round(seconds / 86_400))} d`;
}

function pair(value: number, per: number, units: readonly [string, string]): string {
  const whole = Math.floor(value / per);
  const rest = Math.floor(value - whole * per);
  return rest === 0
    ? `${String(whole)} ${units[0]}`
    : `${String(whole)} ${units[0]} ${String(rest)} ${units[1]}`;
}
