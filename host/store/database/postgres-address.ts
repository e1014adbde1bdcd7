/** Where a database of a PostgreSQL server is. */
export interface PostgresAddress {
  /** With its password, where it has one: for the driver alone. */
  readonly connectionString: string;
  /** For people: `postgres://bench@db.example/fobkit`. */
  readonly shown: string;
}

export function isPostgresAddress(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text);
}

/** Undefined for what is no URL of PostgreSQL: who asked tells so without repeating it. */
export function parsePostgresAddress(text: string): PostgresAddress | undefined {
  const url = isPostgresAddress(text) ? URL.parse(text) : null;
  if (url === null) return undefined;
  const { protocol, username, host, pathname, searchParams } = url;
  const user = username === '' ? '' : `${username}@`;
  const socket = searchParams.get('host');
  const where = host === '' && socket !== null ? socket : host;
  return { connectionString: text, shown: `${protocol}//${user}${where}${pathname}` };
}

/** What to say of a text that is meant to be one. */
export const POSTGRES_ADDRESS_HINT =
  'that is no URL of a database, as postgres://bench@db.example/fobkit. A password with / @ : or ' +
  '# in it is percent-encoded, or stands in PGPASSWORD.';
