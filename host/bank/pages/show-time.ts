const JAPAN_MS = 9 * 3_600_000;

/** A moment as the bank writes it, in Japan's time: `2022/04/19 09:36:16`. */
export function bankTime(unixMs: number): string {
  const iso = new Date(unixMs + JAPAN_MS).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')} ${iso.slice(11, 19)}`;
}

/** Its day alone: `2022/04/19`. */
export function bankDay(unixMs: number): string {
  return bankTime(unixMs).slice(0, 10);
}
