import type { StaffActor } from '../domain/actor.ts';
import type { NewContract, NewUser } from '../domain/bank.ts';
import type { ContractList, ContractPage } from '../domain/contract-page.ts';
import { type CustomerCard, makeCard } from '../domain/customer-card.ts';
import { isContractId, isName, isUserId } from '../domain/ids.ts';
import type { Refused, Reply } from '../domain/reply.ts';
import { isConfirmation } from '../domain/typed-text.ts';
import type { ContractView } from '../domain/views.ts';
import { staffName } from './access.ts';
import { lockContract } from './bank-books.ts';
import { inCommand } from './command.ts';
import { newContractRow } from './contract-rows.ts';
import { contractView } from './contract-views.ts';
import { holdVault } from './hold-vault.ts';
import { type BooksWanted, lookIntoBooks } from './look-into-books.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { forgetTries } from './tries.ts';

const MOST_USERS = 1_000;
const MOST_AT_ONCE = 500;
const FORM: Refused = { outcome: 'refused', sentence: 'contract-form' };
const UNKNOWN: Refused = { outcome: 'refused', sentence: 'contract-unknown' };

/** Contracts as the branch opens and sees them. */
export class Contracts {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async open(
    actor: StaffActor,
    wanted: NewContract,
  ): Promise<Reply<{ readonly card: CustomerCard }>> {
    const parts = this.#parts;
    const { contractId, users } = wanted;
    if (!isContract(wanted)) return FORM;
    const { login_code, confirmation, hashes } = await parts.turns.inside.run(
      staffName(actor),
      () => hashesOf(parts, wanted),
    );
    const card = makeCard(parts.randomBytes);
    return await inCommand(parts, async ({ db, now, note }) => {
      await holdVault(parts, db);
      const added = await db
        .insertInto('contract')
        .values(
          newContractRow({
            contract_id: contractId,
            name: wanted.name,
            login_method: wanted.loginMethod,
            login_code,
            confirmation,
            card: parts.secrets.sealCard(card, contractId),
            opened_unix_ms: now,
          }),
        )
        .onConflict((conflict) => conflict.column('contract_id').doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) {
        return { outcome: 'refused', sentence: 'contract-exists' };
      }
      await forgetTries({ db }, { contractId });
      for (const [index, { userId, name }] of users.entries()) {
        await forgetTries({ db }, { contractId, userId });
        const password = hashes[index] ?? '';
        const row = { contract_id: contractId, user_id: userId, name, password };
        await db.insertInto('bank_user').values(row).execute();
      }
      const facts = { method: wanted.loginMethod, users: users.length };
      note(staffName(actor), { kind: 'contract.opened', subject: contractId, facts });
      return { outcome: 'done', card };
    });
  }

  async addUser(actor: StaffActor, contractId: string, user: NewUser): Promise<Reply> {
    const parts = this.#parts;
    if (!isContractId(contractId)) return UNKNOWN;
    if (!isUser(user)) return FORM;
    const owner = ownerOf.user(contractId, user.userId);
    const password = await parts.turns.inside.run(staffName(actor), () =>
      parts.passwords.hash(user.password, owner),
    );
    return await inCommand(parts, async ({ db, note }): Promise<Reply> => {
      if ((await lockContract(parts, db, contractId)) === undefined) return UNKNOWN;
      const { userId, name } = user;
      const added = await db
        .insertInto('bank_user')
        .values({ contract_id: contractId, user_id: userId, name, password })
        .onConflict((conflict) => conflict.columns(['contract_id', 'user_id']).doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return FORM;
      await forgetTries({ db }, { contractId, userId });
      const facts = { user: userId };
      note(staffName(actor), { kind: 'contract.user-added', subject: contractId, facts });
      return { outcome: 'done' };
    });
  }

  async card(
    actor: StaffActor,
    contractId: string,
  ): Promise<Reply<{ readonly card: CustomerCard }>> {
    const parts = this.#parts;
    if (!isContractId(contractId)) return UNKNOWN;
    return await inCommand(parts, async ({ db, note }) => {
      const row = await lockContract(parts, db, contractId);
      if (row === undefined) return UNKNOWN;
      note(staffName(actor), { kind: 'card.shown', subject: contractId, facts: {} });
      return { outcome: 'done', card: parts.secrets.openCard(row.card, contractId) };
    });
  }

  async list(page: ContractPage): Promise<ContractList> {
    const most = Math.min(Math.max(page.most, 1), MOST_AT_ONCE);
    // One more tells whether any follow.
    const found = await this.#views({ ...page, most: most + 1 });
    const contracts = found.slice(0, most);
    const next = contracts.at(-1)?.contractId;
    return { contracts, ...(found.length > most && next !== undefined ? { next } : {}) };
  }

  async find(contractId: string): Promise<ContractView | undefined> {
    if (!isContractId(contractId)) return undefined;
    const [view] = await this.#views({ contractId });
    return view;
  }

  async #views(wanted: BooksWanted): Promise<readonly ContractView[]> {
    const seen = await lookIntoBooks(this.#parts, wanted);
    const { settings } = this.#parts;
    return seen.map(({ books, suspended }) => contractView(books, settings, suspended));
  }
}

async function hashesOf({ passwords }: BankParts, wanted: NewContract) {
  const { contractId, loginCode, confirmation, users } = wanted;
  const hashes: string[] = [];
  for (const { userId, password } of users) {
    hashes.push(await passwords.hash(password, ownerOf.user(contractId, userId)));
  }
  return {
    login_code: await passwords.hash(loginCode, ownerOf.loginCode(contractId)),
    confirmation: await passwords.hash(confirmation, ownerOf.confirmation(contractId)),
    hashes,
  };
}

function isContract({ contractId, name, loginMethod, users, ...secrets }: NewContract): boolean {
  return (
    isContractId(contractId) &&
    isName(name) &&
    ['certificate', 'id-password'].includes(loginMethod) &&
    isConfirmation(secrets.loginCode) &&
    isConfirmation(secrets.confirmation) &&
    users.length <= MOST_USERS &&
    users.every(isUser) &&
    new Set(users.map(({ userId }) => userId)).size === users.length
  );
}

function isUser({ userId, name, password }: NewUser): boolean {
  return isUserId(userId) && isName(name) && isConfirmation(password);
}
