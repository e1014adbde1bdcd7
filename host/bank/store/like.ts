import { type Expression, sql, type SqlBool } from 'kysely';

/** A text as it is, within a pattern of `like`. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Whether a column is like a pattern; great and small Latin letters are the same on SQLite alone. */
export function like(column: string, pattern: string): Expression<SqlBool> {
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

/** Whether a column has a text in it, whatever the letters of ASCII are: great or small. */
export function has(column: string, text: string): Expression<SqlBool> {
  // Both databases make small letters of ASCII alone where a column is compared byte by byte.
  const small = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return sql<boolean>`lower(${sql.ref(column)}) like ${`%${literal(small)}%`} escape '\\'`;
}
