import { timingSafeEqual } from 'node:crypto';
import type { Claimed, LoginDesk } from '../domain/bank.ts';
import { holderFor, lockSentence, registrationOf } from '../domain/books.ts';
import { certificateOwner } from '../domain/certificate-name.ts';
import { askPair, type CardQuestion, cellOf } from '../domain/customer-card.ts';
import { isContractId, isUserId } from '../domain/ids.ts';
import type { Refused, Reply } from '../domain/reply.ts';
import { takeCell } from '../domain/typed-text.ts';
import type { SessionView, WhyOver } from '../domain/views.ts';
import { customerName, isRefused } from './access.ts';
import { lockContract, openBooks } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { passwordOf } from './password-of.ts';
import {
  beginSession,
  endSession,
  findSession,
  questionOf,
  sessionView,
  setStage,
  touchSession,
  whyOver,
} from './sessions.ts';
import { chargeTry, forgetTries, refundTry, type Tried } from './tries.ts';
import { suspendedAfter, wrongLogin } from './wrong-login.ts';

const WRONG: Refused = { outcome: 'refused', sentence: 'login-wrong' };

/** Logs in and out. Whatever is wrong, it takes the same work and says the same. */
export class Login implements LoginDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async administrator(
    who: Claimed,
    loginCode: string,
  ): Promise<Reply<{ readonly session: string; readonly question: CardQuestion }>> {
    const parts = this.#parts;
    const looked = await this.#look(who, this.#claimed(who, undefined), loginCode);
    if (isRefused(looked)) return looked;
    const { tried, hashed } = looked;
    return await inCommand(parts, async (command) => {
      const { db, now } = command;
      const row = await lockContract(parts, db, tried.contractId);
      // It may have been changed while it was looked at.
      if (row?.login_code !== hashed) return WRONG;
      await refundTry(parts, command, tried);
      const question = questionOf(row.card_question) ?? askPair(parts.randomBytes);
      await db
        .updateTable('contract')
        .set({ card_question: question.join('') })
        .where('contract_id', '=', tried.contractId)
        .execute();
      const { contractId } = tried;
      const owner = { contractId, ...certificateOf(who), stage: 'card' } as const;
      return { outcome: 'done', session: await beginSession(parts, db, owner, now), question };
    });
  }

  async answerCard(token: string, answer: readonly [string, string]): Promise<Reply> {
    const parts = this.#parts;
    const typed = answer.map(takeCell);
    return await inCommand(parts, async (command): Promise<Reply> => {
      const { db, now, note } = command;
      const session = await findSession(parts, db, token, now);
      if (session === undefined) {
        return { outcome: 'refused', sentence: await whyOver(db, token) };
      }
      if (session.stage !== 'card') return { outcome: 'refused', sentence: 'out-of-order' };
      if (typed.includes(undefined)) return { outcome: 'refused', sentence: 'card-form' };
      const { contract_id: contractId } = session;
      const row = await lockContract(parts, db, contractId);
      // The same form, pressed twice, may have been answered before the lock was had.
      if ((await findSession(parts, db, token, now))?.stage !== 'card') {
        return { outcome: 'refused', sentence: 'out-of-order' };
      }
      const question = questionOf(row?.card_question ?? null);
      // Another login has answered it: the next question comes with the next login.
      if (row === undefined || question === undefined) {
        await endSession(db, token);
        return { outcome: 'refused', sentence: 'session-over' };
      }
      const refused = await chargeTry(parts, command, { contractId });
      if (refused !== undefined) return refused;
      const card = parts.secrets.openCard(row.card, contractId);
      const wanted = question.map((symbol) => cellOf(card, symbol)).join('');
      const actor = customerName(contractId, null);
      if (!sameText(typed.join(''), wanted)) {
        note(actor, { kind: 'card.refused', subject: contractId, facts: {} });
        return await suspendedAfter(parts, command, { contractId }, 'card-wrong');
      }
      await forgetTries(command, { contractId });
      await db
        .updateTable('contract')
        .set({ card_question: null })
        .where('contract_id', '=', contractId)
        .execute();
      await setStage(db, session, 'notice');
      await touchSession(parts, db, session, now);
      note(actor, { kind: 'login.done', subject: contractId, facts: {} });
      return { outcome: 'done' };
    });
  }

  async readNotice(token: string): Promise<Reply> {
    const parts = this.#parts;
    return await inCommand(parts, async ({ db, now }): Promise<Reply> => {
      const session = await findSession(parts, db, token, now);
      if (session === undefined) {
        return { outcome: 'refused', sentence: await whyOver(db, token) };
      }
      if (session.stage === 'card') return { outcome: 'refused', sentence: 'out-of-order' };
      await setStage(db, session, 'open');
      await touchSession(parts, db, session, now);
      return { outcome: 'done' };
    });
  }

  async user(
    who: Claimed,
    { userId, password }: { readonly userId: string; readonly password: string },
  ): Promise<Reply<{ readonly session: string }>> {
    const parts = this.#parts;
    const looked = await this.#look(who, this.#claimed(who, userId), password);
    if (isRefused(looked)) return looked;
    const { tried, hashed } = looked;
    const { contractId } = tried;
    return await inCommand(parts, async (command) => {
      const { db, now, note } = command;
      const books = await openBooks(parts, db, contractId);
      const isStill = (await passwordOf(db, contractId, userId)) === hashed;
      if (books === undefined || !isStill) return WRONG;
      await forgetTries(command, tried);
      const { contract } = books;
      const holder = holderFor(contract, userId);
      const lock = contract.lock ?? registrationOf(contract, holder)?.lock;
      if (lock !== undefined) {
        return { outcome: 'refused', sentence: lockSentence(lock) };
      }
      const owner = { contractId, userId, ...certificateOf(who), stage: 'open' } as const;
      note(customerName(contractId, userId), {
        kind: 'login.done',
        subject: contractId,
        facts: {},
      });
      return { outcome: 'done', session: await beginSession(parts, db, owner, now) };
    });
  }

  async session(token: string): Promise<SessionView | undefined> {
    const parts = this.#parts;
    const { database, clock } = parts;
    const session = await findSession(parts, database.read, token, clock.unixMs());
    if (session === undefined) return undefined;
    const contract = await database.read
      .selectFrom('contract')
      .select('card_question')
      .where('contract_id', '=', session.contract_id)
      .executeTakeFirst();
    return sessionView(session, contract?.card_question ?? null);
  }

  async whyOver(token: string): Promise<WhyOver> {
    return await whyOver(this.#parts.database.read, token);
  }

  async logout(token: string): Promise<void> {
    await inCommand(this.#parts, async ({ db, note }) => {
      for (const { contract_id, user_id, stage } of await endSession(db, token)) {
        // Nobody was logged in yet.
        if (stage === 'card') continue;
        note(customerName(contract_id, user_id), {
          kind: 'login.ended',
          subject: contract_id,
          facts: {},
        });
      }
    });
  }

  /** Whose login it would be; undefined when nobody's can be meant. */
  #claimed(who: Claimed, userId: string | undefined): Tried | undefined {
    if (userId !== undefined && !isUserId(userId)) return undefined;
    const mine = userId === undefined ? {} : { userId };
    if (who.by === 'id') {
      return isContractId(who.contractId) ? { contractId: who.contractId, ...mine } : undefined;
    }
    const owner = certificateOwner(who.certificateName);
    if (owner?.bankCode !== this.#parts.settings.bankCode) return undefined;
    return owner.userId === userId ? { contractId: owner.contractId, ...mine } : undefined;
  }

  /** Looks at a password, in turn; of one that is right, its hash. */
  #look(
    who: Claimed,
    claimed: Tried | undefined,
    password: string,
  ): Promise<Refused | { readonly tried: Tried; readonly hashed: string }> {
    // The try is counted when its turn has come: without one it would be wrong unseen.
    return this.#parts.turns.door.run(who.from ?? '', () => this.#lookNow(who, claimed, password));
  }

  async #lookNow(
    who: Claimed,
    claimed: Tried | undefined,
    password: string,
  ): Promise<Refused | { readonly tried: Tried; readonly hashed: string }> {
    const parts = this.#parts;
    const { hashed, owner, isOtherDoor, isUnknown } = await this.#meant(who, claimed);
    const tried = claimed === undefined ? undefined : { ...claimed, isOtherDoor, isUnknown };
    const charged = await inCommand(parts, async (command) =>
      tried === undefined ? undefined : await chargeTry(parts, command, tried),
    );
    if (charged !== undefined) return charged;
    const isRight = await parts.passwords.matches(password, hashed, owner);
    if (isRight && tried !== undefined && hashed !== undefined) return { tried, hashed };
    return await inCommand(parts, async (command) => {
      if (tried !== undefined) {
        return await wrongLogin(parts, command, { tried, isKnown: !isUnknown });
      }
      if (who.by === 'certificate') await noteNotMeant(command, who.certificateName);
      return WRONG;
    });
  }

  /** The hash of the password that is asked for; `isOtherDoor`: the contract's login method is another. */
  async #meant(who: Claimed, tried: Tried | undefined): Promise<Meant> {
    const { read } = this.#parts.database;
    const { contractId = '', userId } = tried ?? {};
    const contract = await read
      .selectFrom('contract')
      .select(['login_code', 'login_method'])
      .where('contract_id', '=', contractId)
      .executeTakeFirst();
    const own = await passwordOf(read, contractId, userId ?? '');
    const owner =
      userId === undefined ? ownerOf.loginCode(contractId) : ownerOf.user(contractId, userId);
    const isUnknown = contract === undefined || (userId !== undefined && own === undefined);
    if (contract === undefined) return { hashed: undefined, owner, isOtherDoor: false, isUnknown };
    const isOtherDoor = (contract.login_method === 'certificate') !== (who.by === 'certificate');
    const hashed = userId === undefined ? contract.login_code : own;
    return { hashed: isOtherDoor ? undefined : hashed, owner, isOtherDoor, isUnknown };
  }
}

interface Meant {
  readonly hashed: string | undefined;
  /** Whose it would be. */
  readonly owner: string;
  readonly isOtherDoor: boolean;
  readonly isUnknown: boolean;
}

/**
 * A certificate at a door that is not for it: a user's at the administrator's, another bank's. An
 * authority has written its name, and nobody typed it.
 */
async function noteNotMeant({ db, note }: Command, certificate: string): Promise<void> {
  const owner = certificateOwner(certificate);
  const known = await db
    .selectFrom('contract')
    .select('contract_id')
    .where('contract_id', '=', owner?.contractId ?? '')
    .executeTakeFirst();
  const subject = known?.contract_id ?? 'nobody';
  const facts = { certificate: certificate.slice(0, 64).toWellFormed() };
  note('system', { kind: 'login.refused', subject, facts });
}

function certificateOf(who: Claimed): { readonly certificate?: string } {
  return who.by === 'certificate' ? { certificate: who.certificateSerial } : {};
}

function sameText(one: string, other: string): boolean {
  const left = new TextEncoder().encode(one);
  const right = new TextEncoder().encode(other);
  return left.length === right.length && timingSafeEqual(left, right);
}
