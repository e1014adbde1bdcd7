import { brokenConstraint } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import { isStaffName } from '../domain/api-caller.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts } from './parts.ts';

const LEAST = 8;
const MOST = 128;

/** Who works at the desk: `check` is the pages' `OperatorCheck`. */
export class Clerks {
  readonly #parts: BankParts;

  constructor({ parts }: { readonly parts: BankParts }) {
    this.#parts = parts;
  }

  /** `name`: it is none; `password`: 8 to 128 characters are wanted; `taken`: there is one already. */
  async add(
    actor: StaffActor,
    name: string,
    password: string,
  ): Promise<'ok' | 'name' | 'password' | 'taken'> {
    if (!isStaffName(name)) return 'name';
    if (password.length < LEAST || password.length > MOST) return 'password';
    const parts = this.#parts;
    const hash = await parts.passwords.hash(password);
    try {
      await inCommand(parts, async ({ db, now, note }) => {
        await db.insertInto('clerk').values({ name, password: hash, added_unix_ms: now }).execute();
        note(staffName(actor), { kind: 'clerk.added', subject: name, facts: {} });
      });
      return 'ok';
    } catch (error) {
      if (brokenConstraint(error) === 'unique') return 'taken';
      throw error;
    }
  }

  async names(): Promise<readonly string[]> {
    const { read } = this.#parts.database;
    const rows = await read.selectFrom('clerk').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  }

  /** The name of a clerk whose password is right; the same work for whoever is none. */
  async check(name: string, password: string): Promise<string | undefined> {
    const { database, passwords } = this.#parts;
    const found = await database.read
      .selectFrom('clerk')
      .select(['name', 'password'])
      .where('name', '=', name.slice(0, MOST))
      .executeTakeFirst();
    const isRight = await passwords.matches(password, found?.password);
    return isRight ? found?.name : undefined;
  }
}
