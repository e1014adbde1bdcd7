/** So deep may facts be; more is no record of something that happened. */
const DEEPEST = 16;

/**
 * JSON in one form only (RFC 8785): names in the order of their UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. @throws RangeError for what JSON cannot say.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError('the facts of a record are nested too deep');
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a record holds no such number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('a record holds half a character');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((part) => canonicalJson(part, depth + 1)).join(',')}]`;
  }
  if (typeof value !== 'object') throw new RangeError(`a record holds no ${typeof value}`);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = fields.map(([name, part]: [string, unknown]) => {
    if (part === undefined) throw new RangeError(`the fact ${name} of a record is undefined`);
    return `${canonicalJson(name, depth + 1)}:${canonicalJson(part, depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}
