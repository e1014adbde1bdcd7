import { liftAccident, setAccident } from '../domain/accident.ts';
import type { AdministratorActor } from '../domain/actor.ts';
import type {
  AdministratorDesk,
  ChangedSecrets,
  ChangedUser,
  NewUser,
  RegistrationForm,
  Whose,
} from '../domain/bank.ts';
import type { Holder } from '../domain/contract.ts';
import { type Decision, refused } from '../domain/decision.ts';
import { cancel, holderChosen, register } from '../domain/registration.ts';
import type { Reply } from '../domain/reply.ts';
import { resync } from '../domain/resync.ts';
import { unlock } from '../domain/suspension.ts';
import type { AccidentReason } from '../domain/token.ts';
import { changeMode, discontinue, startUse } from '../domain/usage-mode.ts';
import type { ContractView, CurrentToken } from '../domain/views.ts';
import { type Access, accessOf, confirm, inTurn, isRefused } from './access.ts';
import { addUser, changeSecrets, changeUser } from './administrator-changes.ts';
import { type OpenBooks, openBooks, TO_LOOK, type Wanted } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { contractView, currentTokens, digitsOf } from './contract-views.ts';
import { formJudgeOf, resyncOf } from './judge.ts';
import type { BankParts } from './parts.ts';
import { resyncOffers } from './resync-offers.ts';
import { forgetTries, isSuspendedNow } from './tries.ts';
import { suspendedOf } from './suspended.ts';

type Rule = (open: OpenBooks, command: Command, access: Access) => Decision | Promise<Decision>;

/** What the administrator does with one-time passwords. */
export class AdministratorBank implements AdministratorDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async contract(actor: AdministratorActor): Promise<Reply<{ readonly contract: ContractView }>> {
    const parts = this.#parts;
    return await this.#open(
      actor,
      async (books, { db }) => {
        const suspended = await suspendedOf(parts, db, books.contract);
        const contract = {
          ...contractView(books, parts.settings, suspended),
          ...digitsOf(books),
          ...resyncOffers(books, parts.settings.policy),
        };
        return { outcome: 'done', contract };
      },
      TO_LOOK,
    );
  }

  async currentTokens(
    actor: AdministratorActor,
  ): Promise<Reply<{ readonly tokens: readonly CurrentToken[] }>> {
    return await this.#open(
      actor,
      (books) => Promise.resolve({ outcome: 'done', tokens: currentTokens(books) }),
      TO_LOOK,
    );
  }

  startUse(actor: AdministratorActor, mode: 'same' | 'different'): Promise<Reply> {
    return this.#rule(actor, ({ contract }) => startUse(contract, mode));
  }

  changeMode(
    actor: AdministratorActor,
    mode: 'same' | 'different',
    confirmed: boolean,
  ): Promise<Reply> {
    return this.#rule(actor, (books) => changeMode(books, mode, confirmed));
  }

  register(actor: AdministratorActor, form: RegistrationForm): Promise<Reply> {
    const { settings } = this.#parts;
    return this.#confirmed(actor, form.confirmation, (books, { now }) =>
      register(books, form, formJudgeOf(this.#parts, books, form, now), {
        now,
        lockAfter: settings.policy.lockAfter,
        saysRegistered: settings.saysRegistered,
      }),
    );
  }

  cancel(actor: AdministratorActor, whose: Whose): Promise<Reply> {
    return this.#forHolder(actor, whose, cancel);
  }

  unlock(actor: AdministratorActor, whose: Whose): Promise<Reply> {
    const { userId, confirmation } = whose;
    const parts = this.#parts;
    return this.#confirmed(actor, confirmation, async (books, command) => {
      const { contract } = books;
      const isUser = contract.users.some((user) => user.userId === userId);
      if (userId !== undefined && !isUser) return unlock(books, { kind: 'user', userId });
      const user = userId === undefined ? undefined : { contractId: contract.contractId, userId };
      const hadLogin = user !== undefined && (await isSuspendedNow(parts, command.db, user));
      const holder: Holder =
        userId !== undefined && contract.mode === 'different'
          ? { kind: 'user', userId }
          : { kind: 'contract' };
      const decision = unlock(books, holder, hadLogin);
      if (hadLogin && decision.reply.outcome === 'done') await forgetTries(command, user);
      return decision;
    });
  }

  resynchronise(
    actor: AdministratorActor,
    whose: Whose & { readonly codes: readonly [string, string] },
  ): Promise<Reply> {
    return this.#forHolder(actor, whose, (books, holder, now) =>
      resync(books, holder, resyncOf(this.#parts, books, whose.codes, now), { now }),
    );
  }

  setAccident(
    actor: AdministratorActor,
    whose: Whose & { readonly reason: AccidentReason },
  ): Promise<Reply> {
    return this.#forHolder(actor, whose, (books, holder, now) =>
      setAccident(books, holder, whose.reason, now),
    );
  }

  liftAccident(actor: AdministratorActor, whose: Whose): Promise<Reply> {
    return this.#forHolder(actor, whose, liftAccident);
  }

  changeSecrets(actor: AdministratorActor, change: ChangedSecrets): Promise<Reply> {
    return changeSecrets(this.#parts, actor, change);
  }

  addUser(actor: AdministratorActor, confirmation: string, user: NewUser): Promise<Reply> {
    return addUser(this.#parts, actor, confirmation, user);
  }

  changeUser(actor: AdministratorActor, confirmation: string, user: ChangedUser): Promise<Reply> {
    return changeUser(this.#parts, actor, confirmation, user);
  }

  discontinue(actor: AdministratorActor, confirmation: string, confirmed: boolean): Promise<Reply> {
    return this.#confirmed(actor, confirmation, (books) => discontinue(books, confirmed));
  }

  #forHolder(
    actor: AdministratorActor,
    { userId, confirmation }: Whose,
    rule: (books: OpenBooks, holder: Holder, now: number) => Decision,
  ): Promise<Reply> {
    return this.#confirmed(actor, confirmation, (books, { now }) => {
      const holder = holderChosen(books.contract, userId);
      return typeof holder === 'string'
        ? refused(books.contract, holder)
        : rule(books, holder, now);
    });
  }

  async #confirmed(actor: AdministratorActor, confirmation: string, rule: Rule): Promise<Reply> {
    const parts = this.#parts;
    const confirmed = await inTurn(parts, actor, () => confirm(parts, actor, confirmation));
    if (isRefused(confirmed)) return confirmed;
    return await this.#rule(actor, async (books, command, access) => {
      await confirmed.refund(command);
      return await rule(books, command, access);
    });
  }

  async #rule(actor: AdministratorActor, rule: Rule): Promise<Reply> {
    return await this.#open(actor, async (books, command, access) =>
      command.carryOut(books, await rule(books, command, access), access.actor),
    );
  }

  /** The books of the administrator's contract, if the session is open. */
  async #open<More extends object>(
    actor: AdministratorActor,
    work: (books: OpenBooks, command: Command, access: Access) => Promise<Reply<More>>,
    wanted: Pick<Wanted, 'toLook'> = {},
  ): Promise<Reply<More>> {
    const parts = this.#parts;
    return await inCommand(parts, async (command): Promise<Reply<More>> => {
      const access = await accessOf(parts, command, actor, 'administrator');
      if (isRefused(access)) return access;
      const books = await openBooks(parts, command.db, access.contractId, wanted);
      if (books === undefined) return { outcome: 'refused', sentence: 'session-over' };
      return await work(books, command, access);
    });
  }
}
