import { brokenConstraint } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import { isStaffName } from '../domain/api-caller.ts';
import { type LoginRules, USUAL_LOGIN_RULES } from '../domain/login-tries.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts, BankTransaction } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { chargeTry, forgetTries } from './tries.ts';

const RULES: LoginRules = { ...USUAL_LOGIN_RULES, lockAfter: 0 };
const LEAST = 8;
const MOST = 128;
/** In the place of the password's hash of a clerk who was removed: it is that of no password. */
const REMOVED = 'removed';

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
    const hash = await parts.turns.inside.run(staffName(actor), () =>
      parts.passwords.hash(password, ownerOf.clerk(name)),
    );
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

  /** From now on he is let in no more. False where there is no such clerk. The name stays taken. */
  async remove(actor: StaffActor, name: string): Promise<boolean> {
    if (!isStaffName(name)) return false;
    return await inCommand(this.#parts, async ({ db, note }) => {
      const removed = await db
        .updateTable('clerk')
        .set({ password: REMOVED })
        .where('name', '=', name)
        .where('password', '<>', REMOVED)
        .returning('name')
        .executeTakeFirst();
      if (removed === undefined) return false;
      note(staffName(actor), { kind: 'clerk.removed', subject: name, facts: {} });
      return true;
    });
  }

  /** Whether somebody of that name works at the desk now. */
  async isClerk(name: string): Promise<boolean> {
    return (await hashOf(this.#parts.database.read, name)) !== undefined;
  }

  /**
   * The name of a clerk whose password is right; the same work for whoever is none. Wrong ones are
   * counted as at a contract's login, but only make wait: nobody could release the last clerk.
   * `from`: as in `Claimed`. Rejects with `BusyError`.
   */
  check(name: string, password: string, from = ''): Promise<string | undefined> {
    return this.#parts.turns.door.run(from, () => this.#check(name, password));
  }

  async #check(name: string, password: string): Promise<string | undefined> {
    const parts = this.#parts;
    const owner = ownerOf.clerk(isStaffName(name) ? name : '');
    const hashed = await hashOf(parts.database.read, name);
    const isUnknown = hashed === undefined;
    const tried = { contractId: owner, isUnknown };
    const charged = await inCommand(parts, (command) => chargeTry(parts, command, tried, RULES));
    if (charged !== undefined) return undefined;
    const matches = await parts.passwords.matches(password, hashed, owner);
    return await inCommand(parts, async (command) => {
      // He may have been removed while it was looked at.
      const isRight = matches && (await hashOf(command.db, name)) === hashed;
      if (isRight) await forgetTries(command, tried);
      const by = isRight ? staffName({ kind: 'operator', name }) : 'system';
      const kind = isRight ? 'clerk.login' : 'clerk.refused';
      command.note(by, { kind, subject: isUnknown ? 'nobody' : name, facts: {} });
      return isRight ? name : undefined;
    });
  }
}

async function hashOf(
  db: Pick<BankTransaction, 'selectFrom'>,
  name: string,
): Promise<string | undefined> {
  if (!isStaffName(name)) return undefined;
  const found = await db
    .selectFrom('clerk')
    .select('password')
    .where('name', '=', name)
    .where('password', '<>', REMOVED)
    .executeTakeFirst();
  return found?.password;
}
