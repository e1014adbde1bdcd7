/**
 * JSON whose bytes depend on the value alone: names sorted by their UTF-16 units, no spaces, absent
 * fields left out (RFC 8785 for strings and whole numbers).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    const entries = Object.entries(field);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
