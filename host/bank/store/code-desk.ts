import type { Actor } from '../domain/actor.ts';
import type { CodeDesk } from '../domain/bank.ts';
import { holderFor } from '../domain/books.ts';
import { useCode } from '../domain/code-use.ts';
import { isContractId, isUserId } from '../domain/ids.ts';
import type { Reply } from '../domain/reply.ts';
import { accessOf, isRefused, staffName } from './access.ts';
import { openBooks } from './bank-books.ts';
import { inCommand } from './command.ts';
import { judgeNobody, judgeOf, type Proof } from './judge.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { chargeTry, forgetTries } from './tries.ts';
import { wrongLogin } from './wrong-login.ts';

/** Judges codes for gateways. */
export class CodeBank implements CodeDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async verify(
    actor: Actor,
    of: { readonly contractId: string; readonly userId: string },
    proof: Proof & { readonly password?: string },
  ): Promise<Reply<{ readonly serial: string }>> {
    const parts = this.#parts;
    const { contractId, userId } = of;
    if (!isContractId(contractId) || !isUserId(userId)) {
      return { outcome: 'refused', sentence: 'code-wrong' };
    }
    const refused = proof.password === undefined ? undefined : await this.#look(of, proof.password);
    if (refused !== undefined) return refused;
    return await inCommand(parts, async (command): Promise<Reply<{ readonly serial: string }>> => {
      const { db, now } = command;
      const by = await this.#by(command, actor, of);
      if (typeof by !== 'string') return by;
      const books = await openBooks(parts, db, contractId, {
        holder: ({ mode }) => holderFor({ mode }, userId),
      });
      const isKnown = books?.contract.users.some((user) => user.userId === userId) === true;
      if (books === undefined || !isKnown) {
        judgeNobody(parts, proof, now);
        command.note(by, { kind: 'code.refused', subject: 'nobody', facts: { why: 'unknown' } });
        return { outcome: 'refused', sentence: 'code-wrong' };
      }
      const use = { sentence: 'code-accepted', code: proof.code } as const;
      const judge = judgeOf(parts, books, proof, now);
      const holder = holderFor(books.contract, userId);
      return await command.carryOut(books, useCode(books, holder, { ...use, judge }, { now }), by);
    });
  }

  /** Who asks, for the record: a customer asks of himself alone. */
  async #by(
    command: Parameters<typeof accessOf>[1],
    actor: Actor,
    { contractId, userId }: { readonly contractId: string; readonly userId: string },
  ): Promise<string | Reply<never>> {
    if (actor.kind === 'operator' || actor.kind === 'system') return staffName(actor);
    const access = await accessOf(this.#parts, command, actor, actor.kind);
    if (isRefused(access)) return access;
    const isOwn = access.contractId === contractId && (access.userId ?? userId) === userId;
    return isOwn ? access.actor : { outcome: 'refused', sentence: 'not-yours' };
  }

  /** Looks at the user's password. Undefined: it is right. */
  async #look(
    who: { readonly contractId: string; readonly userId: string },
    password: string,
  ): Promise<Reply<never> | undefined> {
    const parts = this.#parts;
    const charged = await inCommand(parts, (command) => chargeTry(parts, command, who));
    if (charged !== undefined) return charged;
    const user = await parts.database.read
      .selectFrom('bank_user')
      .select('password')
      .where('contract_id', '=', who.contractId)
      .where('user_id', '=', who.userId)
      .executeTakeFirst();
    if (
      await parts.passwords.matches(
        password,
        user?.password,
        ownerOf.user(who.contractId, who.userId),
      )
    ) {
      await inCommand(parts, (command) => forgetTries(command, who));
      return undefined;
    }
    const found = { tried: who, isKnown: user !== undefined };
    return await inCommand(parts, (command) => wrongLogin(parts, command, found));
  }
}
