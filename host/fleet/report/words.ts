/** `1,234,567`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** With as many figures as are worth reading: `0.034`, `2.1`, `340`, `12,345`. */
export function told(value: number): string {
  if (Math.abs(value) >= 100) return grouped(value);
  return String(Number(value.toPrecision(value !== 0 && Math.abs(value) < 1 ? 2 : 3)));
}

/** A share of 0 to 1 as `3.1 %`. */
export function percent(share: number): string {
  return `${told(share * 100)} %`;
}

/** Odds as `1 in 28,571`. */
export function oneIn(odds: number | undefined): string {
  if (odds === undefined) return 'nobody guesses';
  return odds <= 0 ? 'none' : `1 in ${grouped(1 / odds)}`;
}

/** `5 years`, `18 months`, `45 days`. */
export function timeText(days: number): string {
  const years = days / 365.25;
  if (Math.abs(years - Math.round(years)) < 0.01 && years > 0.9) {
    return counted(Math.round(years), 'year');
  }
  return days >= 90 ? counted(Math.round(years * 12), 'month') : counted(days, 'day');
}

/** `1 call`, `0.2 calls`, `340 calls`. */
export function toldOf(value: number, noun: string): string {
  return `${told(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `1 call`, `2 calls`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
