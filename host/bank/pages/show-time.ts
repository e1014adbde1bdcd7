const JAPAN_MS = 9 * 3_600_000;

/** A moment as the bank writes it, in Japan's time: `2022/04/19 09:36:16`. */
export function bankTime(unixMs: number): string {
  const iso = new Date(unixMs + JAPAN_MS).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')} ${iso.slice(11, 19)}`;
}

/** When a day begins in Japan, `2022-04-19` as forms have it; undefined: there is no such day. */
export function bankDayStart(text: string, daysLater = 0): number | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00+09:00`);
  if (Number.isNaN(at) || bankDay(at) !== text.replaceAll('-', '/')) return undefined;
  return at + daysLater * 86_400_000;
}

/** Its day alone: `2022/04/19`. */
export function bankDay(unixMs: number): string {
  return bankTime(unixMs).slice(0, 10);
}
