import type { Pool } from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

export type PostgresPool = Pool;

/** The schema that holds the tables, where nobody says otherwise. */
export const SCHEMA = 'fobkit';
const POOL_SIZE = 10;
/** A server that is cut off says nothing at all: no question waits longer, in milliseconds. */
const PATIENCE_MS = 15_000;
const CONNECT_MS = 10_000;
/** A station that stops inside a transaction does not hold up the others for longer. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/** Oids of pg_type: what the driver would give as text, as a number or bytes. */
const INT8 = 20;
const NUMERIC = 1700;
const BYTEA = 17;

/** A pool whose connections have `schema` as their path and commit durably. */
export async function openPool(
  { connectionString, shown }: PostgresAddress,
  schema: string,
  log: ((message: string) => void) | undefined,
): Promise<PostgresPool> {
  const { Pool: PgPool, TypeOverrides } = await import('pg');
  const types = new TypeOverrides();
  types.setTypeParser(INT8, readInteger);
  types.setTypeParser(NUMERIC, readInteger);
  types.setTypeParser(BYTEA, readBytes);
  const pool = new PgPool({
    connectionString: withSettings(connectionString, schema),
    max: POOL_SIZE,
    application_name: 'fob',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    // A station that ends does not wait for connections that nobody uses.
    allowExitOnIdle: true,
    types,
  });
  // One that is lost inside a transaction tells so to its next question; unheard it ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // One that nobody uses may be lost: whoever asks next is told, or gets another.
  pool.on('error', (error) => log?.(`${shown}: a connection was lost (${error.message})`));
  return pool;
}

/** Beside those that the address has: what it says there replaces all that the driver is told. */
function withSettings(connectionString: string, schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new Error(`no name of a schema: ${schema}`);
  const url = new URL(connectionString);
  const given = url.searchParams.get('options') ?? '';
  const ours = `-c search_path=${schema} -c synchronous_commit=on`;
  url.searchParams.set('options', `${given} ${ours}`.trim());
  return url.href.replaceAll('+', '%20');
}

function readInteger(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError('the database holds a number beyond 2^53');
  }
  return value;
}

/** The hex format, `\x00ff`, which servers since 9.0 give. */
function readBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}
