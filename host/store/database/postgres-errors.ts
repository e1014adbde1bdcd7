import { StoreError, type StoreErrorCode } from './store-error.ts';

type Saying = readonly [StoreErrorCode, string];

/** SQLSTATE (Appendix A of PostgreSQL's manual), whole or its class. */
const SAYINGS: Readonly<Record<string, Saying>> = {
  '28P01': ['denied', 'the password is wrong.'],
  '28': ['denied', 'the server does not let this user in.'],
  '3D000': ['denied', 'there is no such database; createdb makes it.'],
  '42501': ['denied', 'this user may not do that there; grant it the rights on the database.'],
  '25006': ['denied', 'it may only be read there. Name the server that takes writes.'],
  '53100': ['full', 'no space is left there. Free some, then start again: nothing is lost.'],
  '53': ['busy', 'the server has no connection or memory left. Look who uses it.'],
  '40001': ['busy', 'others write the same things again and again.'],
  '40P01': ['busy', 'others write the same things again and again.'],
  '55P03': ['busy', 'somebody else holds it for too long. Look for a station that hangs.'],
  '57014': ['busy', 'the server took too long. Look for a station that hangs.'],
  '25P03': ['busy', 'this process paused inside a transaction for too long.'],
  XX: ['damaged', 'what it holds is damaged. Restore the last backup into a new database.'],
};
const GONE: Saying = [
  'gone',
  'the server does not answer. Is PostgreSQL running there, and does it listen to this machine?',
];
/** What the driver itself says, without a code. */
const SAID_OF_LOSS = /terminated|timeout|Connection|socket|not queryable|ECONN|EHOST|ENOTFOUND/i;

/** What the server or the driver says of the store itself, as a `StoreError`; all else as it is. */
export function postgresError(name: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const saying = sayingOf(error);
  if (saying === undefined) return error;
  const [code, what] = saying;
  // What the server says holds no URL; what the driver says may repeat the one it was given.
  const options = /^[0-9A-Z]{5}$/.test(postgresCode(error)) ? { cause: error } : {};
  return new StoreError(code, `the database ${name}: ${what} (${reasonOf(error)})`, options);
}

/** The SQLSTATE, or the code of a system call. */
export function postgresCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function sayingOf(error: unknown): Saying | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) return GONE;
  const code = postgresCode(error);
  const saying = SAYINGS[code] ?? (code.length === 5 ? SAYINGS[code.slice(0, 2)] : undefined);
  if (saying !== undefined) return saying;
  if (/^(08|57P|58)/.test(code)) return GONE;
  if (/^E[A-Z]{4,}$/.test(code)) return GONE;
  return code === '' && SAID_OF_LOSS.test(error.message) ? GONE : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map((part: unknown) => reasonOf(part)))].join(', ');
  }
  const message = error instanceof Error ? error.message : '';
  const told = message.replaceAll(/(postgres(?:ql)?:\/\/)\S*@/g, '$1…@');
  return told === '' ? postgresCode(error) || 'no reason' : told;
}
