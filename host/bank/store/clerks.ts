import { brokenConstraint } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import { isStaffName } from '../domain/api-caller.ts';
import { type LoginRules, USUAL_LOGIN_RULES } from '../domain/login-tries.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { chargeTry, forgetTries } from './tries.ts';

const RULES: LoginRules = { ...USUAL_LOGIN_RULES, lockAfter: 0 };
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
    const hash = await parts.passwords.hash(password, ownerOf.clerk(name));
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

  /**
   * The name of a clerk whose password is right; the same work for whoever is none. Wrong ones are
   * counted as at a contract's login, but only make wait: nobody could release the last clerk.
   */
  async check(name: string, password: string): Promise<string | undefined> {
    const parts = this.#parts;
    const owner = ownerOf.clerk(isStaffName(name) ? name : '');
    const found = await parts.database.read
      .selectFrom('clerk')
      .select(['name', 'password'])
      .where('name', '=', isStaffName(name) ? name : '')
      .executeTakeFirst();
    const tried = { contractId: owner, isUnknown: found === undefined };
    const charged = await inCommand(parts, (command) => chargeTry(parts, command, tried, RULES));
    if (charged !== undefined) return undefined;
    const isRight = await parts.passwords.matches(password, found?.password, owner);
    return await inCommand(parts, async (command) => {
      if (isRight) await forgetTries(command, tried);
      const subject = found?.name ?? 'nobody';
      const kind = isRight ? 'clerk.login' : 'clerk.refused';
      command.note('system', { kind, subject, facts: {} });
      return isRight ? found?.name : undefined;
    });
  }
}
