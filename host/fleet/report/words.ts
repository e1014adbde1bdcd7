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
  if (odds === undefined) return 'no attack';
  return odds <= 0 ? 'none' : `1 in ${told(1 / odds)}`;
}

/** A share of 0 to 1 as `3.1 %`, and as `1 in 28,571` where it is less than one in a hundred. */
export function shareText(share: number): string {
  return share >= 0.01 ? percent(share) : oneIn(share);
}

/** `3.1 % of right codes`, `1 in 28,571 right codes`. */
export function ofRightCodes(share: number): string {
  return `${shareText(share)} ${share >= 0.01 ? 'of ' : ''}right codes`;
}

/** `5 years`, `18 months`, `45 days`. */
export function timeText(days: number): string {
  const years = days / 365.25;
  if (Math.abs(years - Math.round(years)) < 0.01 && years > 0.9) {
    return counted(Math.round(years), 'year');
  }
  return days >= 90 ? counted(Math.round(years * 12), 'month') : counted(days, 'day');
}

/** Of policies that come to the same, which are compared as one, the name of the first. */
export function firstName(name: string): string {
  const [first = ''] = name.split(' = ');
  return first;
}

/** Of such policies all names, those that are the same in brackets. */
export function namesText(name: string): string {
  const [first = '', ...same] = name.split(' = ');
  return same.length === 0 ? first : `${first} (the same: ${same.join(' / ')})`;
}

/** `1 call`, `2 calls`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : nouns}`;
}
