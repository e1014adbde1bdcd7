import { createHash } from 'node:crypto';
import { brokenConstraint } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import { type ApiCaller, type ApiRole, isApiToken, isStaffName } from '../domain/api-caller.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts } from './parts.ts';

const TOKEN_BYTES = 32;

/** A token as lists have it: never itself. */
export interface ApiTokenView extends ApiCaller {
  /** Unix milliseconds. */
  readonly addedAt: number;
  readonly revokedAt?: number;
}

/** The tokens of programs. Their hashes are kept, and who has the database alone is let in by none. */
export class ApiTokens {
  readonly #parts: BankParts;

  constructor({ parts }: { readonly parts: BankParts }) {
    this.#parts = parts;
  }

  /** A new token, told this once. `undefined`: the name is taken, or none. */
  async add(actor: StaffActor, { name, role }: ApiCaller): Promise<string | undefined> {
    if (!isStaffName(name)) return undefined;
    const parts = this.#parts;
    const token = `fbt_${Buffer.from(parts.randomBytes(TOKEN_BYTES)).toString('base64url')}`;
    try {
      await inCommand(parts, async ({ db, now, note }) => {
        const row = { name, role, token_hash: hashOf(token), added_unix_ms: now };
        await db.insertInto('api_token').values(row).execute();
        note(staffName(actor), { kind: 'api-token.added', subject: name, facts: { role } });
      });
      return token;
    } catch (error) {
      if (brokenConstraint(error) === 'unique') return undefined;
      throw error;
    }
  }

  /** From now on it lets nobody in. False where there is no such token that did. */
  async revoke(actor: StaffActor, name: string): Promise<boolean> {
    return await inCommand(this.#parts, async ({ db, now, note }) => {
      const revoked = await db
        .updateTable('api_token')
        .set({ revoked_unix_ms: now })
        .where('name', '=', name)
        .where('revoked_unix_ms', 'is', null)
        .returning('role')
        .executeTakeFirst();
      if (revoked === undefined) return false;
      const facts = { role: revoked.role };
      note(staffName(actor), { kind: 'api-token.revoked', subject: name, facts });
      return true;
    });
  }

  async list(): Promise<readonly ApiTokenView[]> {
    const rows = await this.#parts.database.read
      .selectFrom('api_token')
      .select(['name', 'role', 'added_unix_ms', 'revoked_unix_ms'])
      .orderBy('name')
      .execute();
    return rows.map(({ name, role, added_unix_ms, revoked_unix_ms }) => ({
      name,
      role,
      addedAt: added_unix_ms,
      ...(revoked_unix_ms === null ? {} : { revokedAt: revoked_unix_ms }),
    }));
  }

  /** Whose token it is. It is looked up by its hash, whose comparison tells nothing of the token. */
  async callerOf(token: string): Promise<ApiCaller | undefined> {
    if (!isApiToken(token)) return undefined;
    const found: { name: string; role: ApiRole } | undefined = await this.#parts.database.read
      .selectFrom('api_token')
      .select(['name', 'role'])
      .where('token_hash', '=', hashOf(token))
      .where('revoked_unix_ms', 'is', null)
      .executeTakeFirst();
    return found;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
