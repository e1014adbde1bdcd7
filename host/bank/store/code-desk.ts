import type { Actor } from '../domain/actor.ts';
import type { CodeDesk } from '../domain/bank.ts';
import { holderFor } from '../domain/books.ts';
import { useCode } from '../domain/code-use.ts';
import { isContractId, isUserId } from '../domain/ids.ts';
import type { Refused, Reply } from '../domain/reply.ts';
import type { SentenceId } from '../domain/sentences.ts';
import { takeCode } from '../domain/typed-text.ts';
import { accessOf, isRefused, staffName } from './access.ts';
import { type OpenBooks, openBooks } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { judgeNobody, judgeOf, type Proof } from './judge.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { passwordOf } from './password-of.ts';
import { chargeTry, forgetTries, isSuspendedNow } from './tries.ts';
import { wrongLogin } from './wrong-login.ts';

type Judged = Reply<{ readonly serial: string }>;

interface Of {
  readonly contractId: string;
  readonly userId: string;
}

/** What was found of a password before the transaction: a transaction does not wait for its work. */
interface Looked {
  readonly hashed: string | undefined;
  readonly isRight: boolean;
}

/** Whoever asks of what cannot be a name asks of nobody. */
const NOBODY: Of = { contractId: '', userId: '' };
const WRONG: Refused = { outcome: 'refused', sentence: 'code-wrong' };
/** Said only to whoever has a code that the token has shown. */
const TOLD: ReadonlySet<SentenceId> = new Set(['code-next', 'code-used']);

/** Judges codes for gateways. */
export class CodeBank implements CodeDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async verify(
    actor: Actor,
    asked: Of,
    proof: Proof & { readonly password?: string },
  ): Promise<Judged> {
    const parts = this.#parts;
    if (takeCode(proof.code) === undefined) return { outcome: 'refused', sentence: 'code-form' };
    const of = isContractId(asked.contractId) && isUserId(asked.userId) ? asked : NOBODY;
    const { password } = proof;
    const looked =
      password === undefined
        ? undefined
        : await parts.turns.gateway.run(nameOf(actor), () => this.#look(of, password));
    return await inCommand(parts, async (command): Promise<Judged> => {
      const by = await this.#by(command, actor, of);
      if (typeof by !== 'string') return by;
      const books = await openBooks(parts, command.db, of.contractId, {
        holder: ({ mode }) => holderFor({ mode }, of.userId),
      });
      const known = books?.contract.users.some(({ userId }) => userId === of.userId) === true;
      const mine = known ? books : undefined;
      const why =
        looked === undefined
          ? await this.#standing(command, of)
          : await this.#judgePassword(command, of, looked, known);
      if (why === undefined && mine !== undefined) {
        return await this.#judgeCode(command, mine, { ...of, by }, proof);
      }
      judgeNobody(parts, proof, command.now);
      // A wrong password is on record already.
      if (why !== 'login-wrong') noteWhy(command, by, mine, why ?? 'unknown');
      return WRONG;
    });
  }

  async #judgeCode(
    command: Command,
    books: OpenBooks,
    { userId, by }: Of & { readonly by: string },
    proof: Proof,
  ): Promise<Judged> {
    const parts = this.#parts;
    const { now } = command;
    const { contract } = books;
    const judge = judgeOf(parts, books, proof, now);
    const done = { isLookedAt: false };
    const verify: typeof judge.verify = (token) => {
      done.isLookedAt = true;
      return judge.verify(token);
    };
    const use = {
      sentence: 'code-accepted',
      code: proof.code,
      judge: { ...judge, verify },
    } as const;
    const decision = useCode(books, holderFor(contract, userId), use, { now });
    if (!done.isLookedAt) judgeNobody(parts, proof, now);
    const reply = await command.carryOut(books, decision, by);
    if (reply.outcome === 'done') return reply;
    const { sentence } = reply;
    if (decision.events.length === 0) noteWhy(command, by, books, sentence);
    return TOLD.has(sentence) ? { outcome: 'refused', sentence } : WRONG;
  }

  /** Who asks, for the record: a customer asks of himself alone. */
  async #by(
    command: Command,
    actor: Actor,
    { contractId, userId }: Of,
  ): Promise<string | Reply<never>> {
    if (actor.kind === 'operator' || actor.kind === 'system') return staffName(actor);
    const access = await accessOf(this.#parts, command, actor, actor.kind);
    if (isRefused(access)) return access;
    const isOwn = access.contractId === contractId && (access.userId ?? userId) === userId;
    return isOwn ? access.actor : { outcome: 'refused', sentence: 'not-yours' };
  }

  async #look({ contractId, userId }: Of, password: string): Promise<Looked> {
    const parts = this.#parts;
    const hashed = await passwordOf(parts.database.read, contractId, userId);
    const owner = ownerOf.user(contractId, userId);
    return { hashed, isRight: await parts.passwords.matches(password, hashed, owner) };
  }

  /** A login that is suspended is so at every door, also at one that asks for no password. */
  async #standing({ db }: Command, of: Of): Promise<SentenceId | undefined> {
    return (await isSuspendedNow(this.#parts, db, of)) ? 'login-suspended' : undefined;
  }

  /** Counts the try; why the code is not looked at, if it is not. */
  async #judgePassword(
    command: Command,
    of: Of,
    looked: Looked,
    isKnown: boolean,
  ): Promise<SentenceId | undefined> {
    const parts = this.#parts;
    const who = { ...of, isUnknown: !isKnown };
    const refused = await chargeTry(parts, command, who);
    if (refused !== undefined) return refused.sentence;
    // It may have been changed while it was looked at.
    if (
      looked.isRight &&
      looked.hashed === (await passwordOf(command.db, of.contractId, of.userId))
    ) {
      await forgetTries(command, who);
      return undefined;
    }
    await wrongLogin(parts, command, { tried: who, isKnown });
    return 'login-wrong';
  }
}

/** Whose turn it is. */
function nameOf(actor: Actor): string {
  return 'name' in actor ? staffName(actor) : actor.kind;
}

/** Why, for the record alone; names that nobody has are not on it. */
function noteWhy(
  command: Command,
  by: string,
  books: OpenBooks | undefined,
  why: SentenceId | 'unknown',
): void {
  const contract = books?.contract.contractId;
  const facts = { why, ...(contract === undefined ? {} : { contract }) };
  command.note(by, { kind: 'code.refused', subject: contract ?? 'nobody', facts });
}
