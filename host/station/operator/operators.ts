import type { Secret } from '@fobkit/protocol';
import { nowIn, type RegistryParts, type RegistryTransaction } from '../registry/parts.ts';
import type { Operator, OperatorRole } from './operator.ts';
import { OperatorError } from './operator-error.ts';
import { operatorOf } from './operator-row.ts';
import { hashPassword } from './password.ts';
import { checkOperatorName } from './operator-name.ts';
import { Sessions } from './sessions.ts';

export interface NewOperator {
  /** 1 to 64 characters without spaces at its ends. */
  readonly name: string;
  readonly role: OperatorRole;
  /** Of `passwordOf`. */
  readonly password: Secret;
}

export interface OperatorsOptions {
  /** What a password costs to try: 2^this blocks of scrypt; 15 if absent. */
  readonly logN?: number;
}

/** Who may work at the stations of a registry. Nobody is deleted: their work stays theirs. */
export class Operators {
  readonly sessions: Sessions;
  readonly #parts: RegistryParts;
  readonly #logN: number | undefined;

  constructor(parts: RegistryParts, { logN }: OperatorsOptions = {}) {
    this.sessions = new Sessions(parts);
    this.#parts = parts;
    this.#logN = logN;
  }

  async list(): Promise<readonly Operator[]> {
    const rows = await this.#parts.database.read
      .selectFrom('operator')
      .selectAll()
      .orderBy('name')
      .execute();
    return rows.map(operatorOf);
  }

  /**
   * Lets somebody work here; the first of a registry is a supervisor and adds itself. Rejects with
   * `OperatorError` `taken`, `weak`, or `may-not`.
   */
  async add({ name, role, password }: NewOperator, by: string): Promise<Operator> {
    checkOperatorName(name);
    const hashed = await hashPassword(password, this.#logN);
    return await this.#act('operator.added', { name, by }, async (db, now) => {
      const all = await db.selectFrom('operator').select('name').execute();
      if (all.some((one) => one.name === name)) {
        throw new OperatorError('taken', `there is an operator ${name} already`);
      }
      if (all.length === 0 && role !== 'supervisor') {
        throw new OperatorError('may-not', 'the first operator is a supervisor');
      }
      await db
        .insertInto('operator')
        .values({
          name,
          role,
          password: hashed,
          created_unix_ms: now,
          created_by: by,
          disabled_unix_ms: null,
        })
        .execute();
      return { role };
    });
  }

  /** Ends their sessions too. Rejects with `OperatorError` `unknown` or `last`. */
  async disable(name: string, by: string): Promise<Operator> {
    return await this.#act('operator.disabled', { name, by }, async (db, now) => {
      const able = await db
        .selectFrom('operator')
        .select('name')
        .where('disabled_unix_ms', 'is', null)
        .where('role', '=', 'supervisor')
        .$if(this.#parts.database.dialect === 'postgres', (query) => query.forUpdate())
        .execute();
      if (able.every((one) => one.name === name) && able.length > 0) {
        throw new OperatorError('last', `${name} is the last supervisor: add another first`);
      }
      await db
        .updateTable('operator')
        .set({ disabled_unix_ms: now })
        .where('name', '=', name)
        .where('disabled_unix_ms', 'is', null)
        .execute();
      await this.#endSessions(db, name, now);
      return {};
    });
  }

  /** Ends their sessions too. Rejects with `OperatorError` `unknown`. */
  async setPassword(name: string, password: Secret, by: string): Promise<Operator> {
    const hashed = await hashPassword(password, this.#logN);
    return await this.#act('operator.password-set', { name, by }, async (db, now) => {
      await db.updateTable('operator').set({ password: hashed }).where('name', '=', name).execute();
      await this.#endSessions(db, name, now);
      return {};
    });
  }

  async #endSessions(db: RegistryTransaction, name: string, now: number): Promise<void> {
    await db
      .updateTable('operator_session')
      .set({ ended_unix_ms: now })
      .where('operator', '=', name)
      .where('ended_unix_ms', 'is', null)
      .execute();
  }

  async #act(
    kind: string,
    { name, by }: { readonly name: string; readonly by: string },
    act: (db: RegistryTransaction, now: number) => Promise<Readonly<Record<string, string>>>,
  ): Promise<Operator> {
    const parts = this.#parts;
    return await parts.database.write(async (db) => {
      const facts = await act(db, await nowIn(parts, db));
      const row = await db
        .selectFrom('operator')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      if (row === undefined) throw new OperatorError('unknown', `there is no operator ${name}`);
      await parts.audit.append(db, { kind, subject: name, actor: by, facts });
      return operatorOf(row);
    });
  }
}
