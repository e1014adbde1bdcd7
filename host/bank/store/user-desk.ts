import type { UserActor } from '../domain/actor.ts';
import type { UserDesk } from '../domain/bank.ts';
import { holderFor } from '../domain/books.ts';
import { useCode } from '../domain/code-use.ts';
import type { Transaction } from '../domain/forms.ts';
import type { Reply } from '../domain/reply.ts';
import { transactionFault } from '../domain/transaction-form.ts';
import type { TransactionView, UserHome } from '../domain/views.ts';
import { type Access, accessOf, isRefused } from './access.ts';
import { type OpenBooks, openBooks, TO_LOOK, type Wanted } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { currentTokenOf, digitsOf, locksOf } from './contract-views.ts';
import { formJudgeOf, type Proof } from './judge.ts';
import type { BankParts } from './parts.ts';

const MOST_SHOWN = 100;

type UserAccess = Access & { readonly userId: string };

/** What a user does: 特定取引. */
export class UserBank implements UserDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async home(actor: UserActor): Promise<Reply<{ readonly home: UserHome }>> {
    return await this.#open(
      actor,
      (books, _command, { userId }) => {
        const { contract } = books;
        const holder = holderFor(contract, userId);
        const token = currentTokenOf(books, holder);
        const [lock] = locksOf(books, this.#parts.settings.policy);
        const home: UserHome = {
          contractId: contract.contractId,
          contractName: contract.name,
          userId,
          name: contract.users.find((user) => user.userId === userId)?.name ?? userId,
          mode: contract.mode,
          ...(token === undefined ? {} : { token }),
          ...(lock === undefined ? {} : { lock }),
          ...digitsOf(books),
        };
        return Promise.resolve({ outcome: 'done', home });
      },
      TO_LOOK,
    );
  }

  async transact(
    actor: UserActor,
    transaction: Transaction,
    proof: Proof,
  ): Promise<Reply<{ readonly transactionId: number }>> {
    const parts = this.#parts;
    const fault = transactionFault(transaction);
    if (fault !== undefined) return { outcome: 'refused', sentence: fault };
    return await this.#open(actor, async (books, command, { userId, contractId, actor: name }) => {
      const { now, db } = command;
      const use = { sentence: 'transaction-done', code: proof.code } as const;
      const judge = formJudgeOf(parts, books, proof, now);
      const holder = holderFor(books.contract, userId);
      const decision = useCode(books, holder, { ...use, judge }, { now });
      const reply = await command.carryOut(books, decision, name);
      if (reply.outcome === 'refused') return reply;
      const { id } = await db
        .insertInto('bank_transaction')
        .values({
          contract_id: contractId,
          user_id: userId,
          kind: transaction.kind,
          payee: transaction.to,
          amount: transaction.amount,
          serial: reply.serial,
          at_unix_ms: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const facts = { transaction: id, kind: transaction.kind, amount: transaction.amount };
      command.note(name, { kind: 'transaction.done', subject: contractId, facts });
      const { sentence = 'transaction-done', note } = reply;
      return {
        outcome: 'done',
        sentence,
        transactionId: id,
        ...(note === undefined ? {} : { note }),
      };
    });
  }

  async transactions(
    actor: UserActor,
  ): Promise<Reply<{ readonly transactions: readonly TransactionView[] }>> {
    return await this.#open(
      actor,
      async (_books, { db }, { contractId, userId }) => {
        const rows = await db
          .selectFrom('bank_transaction')
          .selectAll()
          .where('contract_id', '=', contractId)
          .where('user_id', '=', userId)
          .orderBy('id', 'desc')
          .limit(MOST_SHOWN)
          .execute();
        const transactions = rows.map(({ id, kind, payee, amount, serial, at_unix_ms }) => ({
          id,
          kind,
          to: payee,
          amount,
          userId,
          serial,
          at: at_unix_ms,
        }));
        return { outcome: 'done', transactions };
      },
      TO_LOOK,
    );
  }

  async #open<More extends object>(
    actor: UserActor,
    work: (books: OpenBooks, command: Command, access: UserAccess) => Promise<Reply<More>>,
    wanted: Pick<Wanted, 'toLook'> = {},
  ): Promise<Reply<More>> {
    const parts = this.#parts;
    return await inCommand(parts, async (command): Promise<Reply<More>> => {
      const access = await accessOf(parts, command, actor, 'user');
      if (isRefused(access)) return access;
      const { userId } = access;
      if (userId === undefined) return { outcome: 'refused', sentence: 'not-yours' };
      const books = await openBooks(parts, command.db, access.contractId, {
        ...wanted,
        holder: ({ mode }) => holderFor({ mode }, userId),
      });
      if (books === undefined) return { outcome: 'refused', sentence: 'session-over' };
      return await work(books, command, { ...access, userId });
    });
  }
}
