import { createHash } from 'node:crypto';
import { Secret } from '@fobkit/protocol';
import type { Selectable } from 'kysely';
import { nowIn, type RegistryParts, type RegistryTransaction } from '../registry/parts.ts';
import { mayDo, type Operator, type OperatorRight } from './operator.ts';
import { OperatorError } from './operator-error.ts';
import { isOperatorName } from './operator-name.ts';
import { operatorOf } from './operator-row.ts';
import { isPassword, PASSWORD_LOG_N } from './password.ts';
import type { OperatorTable } from './tables.ts';
import { countTry, forgetTries } from './throttle.ts';

/** Somebody who is signed in at a station. */
export interface OperatorSession {
  readonly operator: Operator;
  /** 32 bytes; whoever has it is taken for the operator until the shift is over. */
  readonly token: Secret;
  readonly endsUnixMs: number;
}

const SHIFT_MS = 12 * 3_600_000;
const TOKEN_BYTES = 32;
const WRONG = 'no operator has that name and password';

/** Signing in and out, and who is at the station. */
export class Sessions {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /** Rejects with `OperatorError` `wrong`, `throttled` or `disabled`. */
  async signIn(
    name: string,
    password: Secret,
    { shiftMs = SHIFT_MS }: { readonly shiftMs?: number } = {},
  ): Promise<OperatorSession> {
    const { database, randomBytes, station, audit } = this.#parts;
    // Nobody is called that: it is not kept who tried it how often.
    if (!isOperatorName(name)) throw new OperatorError('wrong', WRONG);
    const found = await database.write(async (db) => {
      await countTry(db, database.dialect, name, await nowIn(this.#parts, db));
      return await findOperator(db, name);
    });
    // An unknown name takes as long as a known one.
    const right = await isPassword(password, found?.password ?? NOBODY);
    if (found === undefined || !right) {
      await this.#refused(name);
      throw new OperatorError('wrong', WRONG);
    }
    const token = new Secret(randomBytes(TOKEN_BYTES));
    return await database.write(async (db) => {
      const row = await findOperator(db, name);
      // The password was changed, or the operator disabled, while it was looked at.
      if (row?.password !== found.password) throw new OperatorError('wrong', WRONG);
      if (row.disabled_unix_ms !== null) throw disabled(name);
      const now = await nowIn(this.#parts, db);
      await forgetTries(db, name);
      await db
        .insertInto('operator_session')
        .values({
          token_hash: hashOf(token),
          operator: name,
          station,
          begun_unix_ms: now,
          ends_unix_ms: now + shiftMs,
          ended_unix_ms: null,
        })
        .execute();
      await audit.append(db, {
        kind: 'operator.signed-in',
        subject: name,
        actor: name,
        facts: { station, endsUnixMs: now + shiftMs },
      });
      return {
        operator: operatorOf(row),
        token,
        endsUnixMs: now + shiftMs,
      };
    });
  }

  /** Ends the session, if it has not ended yet. */
  async signOut(token: Secret): Promise<void> {
    const { database, station, audit } = this.#parts;
    await database.write(async (db) => {
      const ended = await db
        .updateTable('operator_session')
        .set({ ended_unix_ms: await nowIn(this.#parts, db) })
        .where('token_hash', '=', hashOf(token))
        .where('ended_unix_ms', 'is', null)
        .returning('operator')
        .executeTakeFirst();
      if (ended === undefined) return;
      await audit.append(db, {
        kind: 'operator.signed-out',
        subject: ended.operator,
        actor: ended.operator,
        facts: { station },
      });
    });
  }

  /**
   * Who is signed in, and may do that. Rejects with `OperatorError` `signed-out`, `disabled` or
   * `may-not`.
   */
  async require(token: Secret, right: OperatorRight): Promise<Operator> {
    return await this.#parts.database.write((db) => this.requireIn(db, token, right));
  }

  /** The same in the caller's transaction, so that nobody is disabled between the two. */
  async requireIn(db: RegistryTransaction, token: Secret, right: OperatorRight): Promise<Operator> {
    const row = await db
      .selectFrom('operator_session')
      .innerJoin('operator', 'operator.name', 'operator_session.operator')
      .selectAll('operator')
      .select(['operator_session.ends_unix_ms', 'operator_session.ended_unix_ms'])
      .where('token_hash', '=', hashOf(token))
      .$if(this.#parts.database.dialect === 'postgres', (query) => query.forShare())
      .executeTakeFirst();
    const now = await nowIn(this.#parts, db);
    if (row?.ended_unix_ms !== null || row.ends_unix_ms <= now) {
      throw new OperatorError('signed-out', 'nobody is signed in here: sign in first');
    }
    const operator = operatorOf(row);
    if (operator.disabledUnixMs !== undefined) throw disabled(operator.name);
    if (mayDo(operator.role, right)) return operator;
    throw new OperatorError('may-not', `${operator.name} may not do that: it wants a supervisor`);
  }

  async #refused(name: string): Promise<void> {
    const { database, station, audit } = this.#parts;
    await database.write(async (db) => {
      await audit.append(db, {
        kind: 'operator.refused',
        subject: name,
        actor: station,
        facts: { station },
      });
    });
  }
}

/** What nobody's password hashes to. */
const NOBODY = ['scrypt', String(PASSWORD_LOG_N), 'A'.repeat(22), 'A'.repeat(43)].join('$');

async function findOperator(
  db: RegistryTransaction,
  name: string,
): Promise<Selectable<OperatorTable> | undefined> {
  return await db.selectFrom('operator').selectAll().where('name', '=', name).executeTakeFirst();
}

function disabled(name: string): OperatorError {
  return new OperatorError('disabled', `${name} may not work here any more`);
}

function hashOf(token: Secret): string {
  const bytes = token.reveal();
  const hash = createHash('sha256').update(bytes).digest('hex');
  bytes.fill(0);
  return hash;
}
