/** The names of a table, typed. */
export function keysOf<const T extends Readonly<Record<string, unknown>>>(
  table: T,
): readonly (keyof T & string)[] {
  return Object.keys(table).filter((key): key is keyof T & string => Object.hasOwn(table, key));
}
