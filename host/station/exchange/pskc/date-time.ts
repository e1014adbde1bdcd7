const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** An xs:dateTime in unix seconds, parts of a second cut off; without a zone it is UTC. */
export function parseDateTime(text: string): number | undefined {
  const found = DATE_TIME.exec(text.trim());
  if (found === null) return undefined;
  const [, ...parts] = found;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(milliseconds);
  // 31 April and 25 o’clock come back as something else.
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  return same ? milliseconds / 1000 - zoneSeconds(found[7]) : undefined;
}

/** Unix seconds as xs:dateTime; undefined outside the years 0001 to 9999. */
export function formatDateTime(unixSeconds: number): string | undefined {
  const date = new Date(unixSeconds * 1000);
  const year = date.getUTCFullYear();
  if (!Number.isSafeInteger(unixSeconds) || !(year >= 1 && year <= 9999)) return undefined;
  return date.toISOString().replace('.000Z', 'Z');
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}
